/**
 * <check-question> around a question and its form: sends the answer without leaving the page and puts the server's
 * answer, the same element drawn anew, in its own place. Refused with 403 (a stale token), the form is sent as usual.
 * The words are given in the page's language as data-busy, data-offline and data-failed.
 */
class CheckQuestion extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", this);
  }

  handleEvent(event) {
    event.preventDefault();
    if (!this.isSending) this.send(event.target, event.submitter);
  }

  async send(form, submitter) {
    this.isSending = true;
    this.say("busy");
    try {
      const body = new FormData(form, submitter);
      const headers = { Accept: "text/html", "X-Requested-With": "check-question" };
      const response = await fetch(form.action, { method: "POST", body, headers });
      if (response.status === 403) form.submit();
      else if (!response.ok || response.redirected) this.say("failed");
      else this.become(await response.text());
    } catch {
      this.say("offline");
    } finally {
      this.isSending = false;
    }
  }

  become(html) {
    const drawn = document.createElement("template");
    drawn.innerHTML = html.trim();
    const next = drawn.content.firstElementChild;
    this.replaceWith(next);
    (next.querySelector("[data-focus]") || next.querySelector("input, select, textarea, button"))?.focus();
  }

  say(state) {
    const status = this.querySelector("[data-status]");
    if (status) status.textContent = this.dataset[state] || "";
  }
}

customElements.define("check-question", CheckQuestion);
