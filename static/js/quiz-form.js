/**
 * <quiz-form> around the form of an attempt: saves each answer when it is given, and again when the connection is
 * back. The server answers JSON {"message"}; 409 with {"closed": address} means that the attempt is over. What is not
 * saved yet is saved by the form's own buttons too, as without JavaScript. The words are given in the page's language
 * as data-saving, data-offline and data-failed.
 */
const PAUSE = 700;
const RETRY = 8000;

class QuizForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("input", () => this.soon(PAUSE));
    this.form.addEventListener("change", () => this.soon(50));
    this.form.addEventListener("submit", () => this.handOver());
    window.addEventListener("online", () => this.isUnsaved && this.soon(0));
    window.addEventListener("beforeunload", (event) => {
      if (this.isUnsaved && !this.isLeaving) event.preventDefault();
    });
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

  async save() {
    if (this.isLeaving) return;
    if (this.isSending) {
      this.soon(PAUSE);
      return;
    }
    this.isSending = true;
    this.isUnsaved = false;
    this.say(this.dataset.saving);
    try {
      const headers = { Accept: "application/json", "X-Requested-With": "quiz-form" };
      const response = await fetch(this.form.action, { method: "POST", body: new FormData(this.form), headers });
      const isJson = response.headers.get("Content-Type")?.includes("json");
      const answer = isJson ? await response.json() : {};
      if (answer.closed) window.location.assign(answer.closed);
      else if (response.ok && isJson) this.say(this.isUnsaved ? "" : answer.message);
      else this.again(this.dataset.failed);
    } catch {
      this.again(this.dataset.offline);
    } finally {
      this.isSending = false;
    }
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
