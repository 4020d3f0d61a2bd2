/**
 * <quiz-form> around the form of an attempt: saves each answer when it is given, and again when the connection is
 * back. The server answers JSON {"message"}, or {"closed": address} when the attempt is over. The form's own buttons
 * save too, as without JavaScript. The words are data-saving, data-offline, data-failed and data-refused.
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
    this.again(this.dataset.offline);
  }

  soon(pause) {
    this.isUnsaved = true;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), pause);
  }

  async save() {
    if (this.isLeaving) return;
    clearTimeout(this.waiting);
    if (this.isSending) return void this.soon(PAUSE);
    this.isSending = true;
    this.isUnsaved = false;
    this.say(this.dataset.saving);
    try {
      this.heard(await this.send());
    } catch {
      this.again(this.dataset.offline);
    } finally {
      this.isSending = false;
      if (this.submitter) this.form.requestSubmit(this.submitter);
      this.submitter = null;
    }
  }

  async send() {
    const headers = { Accept: "application/json", "X-Requested-With": "quiz-form" };
    // A tab that is closed still sends what it has begun to.
    const sent = { method: "POST", body: new FormData(this.form), headers, keepalive: document.hidden };
    const response = await fetch(this.form.action, sent);
    if (response.headers.get("Content-Type")?.includes("json")) return response.json();
    return { isRefused: response.status === 403 || response.redirected };
  }

  heard(answer) {
    if (answer.closed) {
      this.handOver();
      window.location.assign(answer.closed);
    } else if (answer.message) this.say(this.isUnsaved ? "" : answer.message);
    else this.again(answer.isRefused ? this.dataset.refused : this.dataset.failed);
  }

  again(words) {
    this.say(words);
    this.soon(RETRY);
  }

  say(words) {
    this.querySelector("[data-status]").textContent = words;
  }
}

customElements.define("quiz-form", QuizForm);
