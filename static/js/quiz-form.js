/**
 * <quiz-form> around the form of an attempt: saves each answer when it is given, and again when the connection is
 * back. The server answers JSON {"message"}; 409 with {"closed": address} means that the attempt is over. What is not
 * saved yet is saved by the form's own buttons too, as without JavaScript. The words are given in the page's language
 * as data-saving, data-offline, data-failed and data-refused.
 */
const PAUSE = 700;
const RETRY = 8000;

class QuizForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("input", () => this.soon(PAUSE));
    this.form.addEventListener("change", () => this.soon(50));
    this.form.addEventListener("submit", (event) => this.submitted(event));
    window.addEventListener("online", () => this.flush());
    window.addEventListener("pageshow", () => (this.isLeaving = false));
    document.addEventListener("visibilitychange", () => this.flush());
    window.addEventListener("beforeunload", (event) => {
      if (this.isUnsaved && !this.isLeaving) event.preventDefault();
    });
  }

  submitted(event) {
    if (navigator.onLine) {
      this.handOver();
      return;
    }
    event.preventDefault();
    this.again(this.dataset.offline);
  }

  handOver() {
    this.isLeaving = true;
    clearTimeout(this.waiting);
  }

  soon(pause) {
    this.isUnsaved = true;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), pause);
  }

  flush() {
    if (this.isUnsaved) this.save();
  }

  async save() {
    if (this.isLeaving) return;
    if (this.isSending) {
      this.soon(PAUSE);
      return;
    }
    clearTimeout(this.waiting);
    this.isSending = true;
    this.isUnsaved = false;
    this.say(this.dataset.saving);
    try {
      this.heard(await this.send());
    } catch {
      this.again(this.dataset.offline);
    } finally {
      this.isSending = false;
    }
  }

  async send() {
    const headers = { Accept: "application/json", "X-Requested-With": "quiz-form" };
    // A tab that is closed still sends what it has begun to.
    const options = { method: "POST", body: new FormData(this.form), headers, keepalive: document.hidden };
    const response = await fetch(this.form.action, options);
    const isJson = response.headers.get("Content-Type")?.includes("json");
    return isJson ? response.json() : { isRefused: response.status === 403 || response.redirected };
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
    this.querySelector("[data-status]").textContent = words || "";
  }
}

customElements.define("quiz-form", QuizForm);
