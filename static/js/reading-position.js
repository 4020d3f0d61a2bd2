/**
 * <reading-position data-url="…" data-token="…"> on a lesson: when the page is left or hidden, tells the
 * server how far it was read, so that the reader comes back to it. That is the furthest block that stayed at
 * the top of the window for a while (data-furthest): what was only passed does not count, nor does the way
 * back up to the header. The server keeps the furthest of all visits.
 */
const A_WHILE = 2000;

class ReadingPosition extends HTMLElement {
  connectedCallback() {
    this.blocks = [...document.querySelectorAll(".block[id]")];
    this.visible = new Set();
    this.furthest = this.sent = this.top = -1;
    const watch = (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) this.visible.add(target);
        else this.visible.delete(target);
      }
      this.look();
    };
    // The last lines of a block at the upper edge have been read: they do not count.
    this.observer = new IntersectionObserver(watch, { rootMargin: "-10% 0px 0px" });
    for (const block of this.blocks) this.observer.observe(block);
    document.addEventListener("visibilitychange", this);
    window.addEventListener("pagehide", this);
  }

  disconnectedCallback() {
    this.observer.disconnect();
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this);
    window.removeEventListener("pagehide", this);
  }

  handleEvent(event) {
    this.look();
    if (event.type === "pagehide" || document.hidden) this.send();
  }

  /** Begins to wait when another block comes to the top. Nobody reads in a hidden window. */
  look() {
    const top = document.hidden ? -1 : this.blocks.findIndex((block) => this.visible.has(block));
    if (top === this.top) return;
    this.top = top;
    clearTimeout(this.timer);
    if (top > this.furthest) this.timer = setTimeout(() => this.stayed(top), A_WHILE);
  }

  stayed(top) {
    this.furthest = top;
    this.dataset.furthest = this.blocks[top].id;
  }

  send() {
    if (this.furthest === this.sent) return;
    const form = new FormData();
    form.set("csrfmiddlewaretoken", this.dataset.token);
    form.set("anchor", this.dataset.furthest);
    if (navigator.sendBeacon(this.dataset.url, form)) this.sent = this.furthest;
  }
}

customElements.define("reading-position", ReadingPosition);
