/**
 * <quiz-form> around the form of an attempt: saves each answer when it is given, and again when the connection is
 * back. The server answers JSON {"message", "versions"}, with "elsewhere" {position: what to choose from} where another
 * device was first, or {"closed": address} when the attempt is over. The form's own buttons save too, as without
 * JavaScript. The words are data-saving, data-offline, data-failed and data-refused.
 */
const [PAUSE, RETRY] = [700, 8000];

class QuizForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("input", () => this.soon(PAUSE));
    this.form.addEventListener("change", () => this.soon(50));
    this.form.addEventListener("submit", (event) => this.handOver(event));
    window.addEventListener("online", () => this.isUnsaved && this.save());
    window.addEventListener("pageshow", () => (this.isLeaving = false));
    document.addEventListener("visibilitychange", () => this.isUnsaved && this.save());
    window.addEventListener("beforeunload", (event) => this.isUnsaved && !this.isLeaving && event.preventDefault());
  }

  /** Leave saving to the page that comes next; without a connection there is none. */
  handOver(event) {
    // An answer on its way must not arrive after the one that the button sends.
    if (this.isSending && event?.submitter) {
      event.preventDefault();
      this.submitter = event.submitter;
      return;
    }
    clearTimeout(this.waiting);
    this.isLeaving = navigator.onLine || !event;
    if (this.isLeaving) return;
    event.preventDefault();
    this.soon(RETRY, this.dataset.offline);
  }

  soon(pause, words) {
    if (words) this.say(words);
    this.isUnsaved = true;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), pause);
  }

  async save() {
    if (this.isLeaving) return;
    clearTimeout(this.waiting);
    if (this.isSending) return void this.soon(PAUSE);
    [this.isSending, this.isUnsaved] = [true, false];
    this.say(this.dataset.saving);
    const answer = await this.send().catch(() => ({ words: this.dataset.offline }));
    this.isSending = false;
    this.heard(answer);
    if (this.submitter) this.form.requestSubmit(this.submitter);
    this.submitter = null;
  }

  async send() {
    const headers = { Accept: "application/json", "X-Requested-With": "quiz-form" };
    // A tab that is closed still sends what it has begun to.
    const sent = { method: "POST", body: new FormData(this.form), headers, keepalive: document.hidden };
    const response = await fetch(this.form.action, sent);
    if (response.headers.get("Content-Type")?.includes("json")) return response.json();
    return { words: response.status === 403 || response.redirected ? this.dataset.refused : this.dataset.failed };
  }

  heard({ closed, message, words, versions = {}, elsewhere = {} }) {
    for (const one in versions) this.form.elements[`q${one}-seen`].value = versions[one];
    for (const old of this.querySelectorAll("[data-elsewhere]")) old.remove();
    for (const one in elsewhere) this.form.elements[`q${one}-seen`].insertAdjacentHTML("afterend", elsewhere[one]);
    if (closed) {
      this.handOver();
      window.location.assign(closed);
    } else if (message) this.say(this.isUnsaved ? "" : message);
    else this.soon(RETRY, words || this.dataset.failed);
  }

  say = (words) => (this.querySelector("[data-status]").textContent = words);
}

customElements.define("quiz-form", QuizForm);
