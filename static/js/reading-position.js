/**
 * <reading-position data-url="…" data-token="…"> around a lesson: when the page is left or hidden, tells the
 * server which block was at the top of the window, so that the reader comes back to it.
 */
class ReadingPosition extends HTMLElement {
  connectedCallback() {
    this.visible = new Set();
    this.sent = "";
    this.observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) this.visible.add(target);
        else this.visible.delete(target);
      }
    });
    for (const block of this.querySelectorAll(".block[id]")) this.observer.observe(block);
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
    const blocks = this.querySelectorAll(".block[id]");
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
