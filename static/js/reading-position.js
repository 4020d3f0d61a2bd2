/**
 * <reading-position data-url="…" data-token="…"> on a lesson: when the page is left or hidden, tells the
 * server which block was at the top of the window, so that the reader comes back to it.
 */
class ReadingPosition extends HTMLElement {
  connectedCallback() {
    this.visible = new Set();
    this.sent = "";
    const watch = (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) this.visible.add(target);
        else this.visible.delete(target);
      }
    };
    // The last lines of a block at the upper edge have been read: they do not count.
    this.observer = new IntersectionObserver(watch, { rootMargin: "-10% 0px 0px" });
    for (const block of document.querySelectorAll(".block[id]")) this.observer.observe(block);
    document.addEventListener("visibilitychange", this);
    window.addEventListener("pagehide", this);
  }

  disconnectedCallback() {
    this.observer.disconnect();
    document.removeEventListener("visibilitychange", this);
    window.removeEventListener("pagehide", this);
  }

  handleEvent(event) {
    if (event.type === "pagehide" || document.visibilityState === "hidden") this.send();
  }

  topmost() {
    const blocks = document.querySelectorAll(".block[id]");
    return [...blocks].find((block) => this.visible.has(block))?.id;
  }

  send() {
    const anchor = this.topmost();
    if (!anchor || anchor === this.sent) return;
    const form = new FormData();
    form.set("csrfmiddlewaretoken", this.dataset.token);
    form.set("anchor", anchor);
    if (navigator.sendBeacon(this.dataset.url, form)) this.sent = anchor;
  }
}

customElements.define("reading-position", ReadingPosition);
