/**
 * <check-question> around a question and its forms: sends the answer without leaving the page; what comes back takes
 * the places of the elements with the same ids. Refused (a stale token, a sign-in that has ended), the form is sent
 * as usual. The words are data-busy and data-failed.
 */
class CheckQuestion extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", this);
  }

  handleEvent(event) {
    if (this.isPlain) return;
    event.preventDefault();
    if (!this.isSending) this.send(event.target, event.submitter);
  }

  async send(form, submitter) {
    this.isSending = true;
    this.say(form, "busy");
    try {
      const body = new FormData(form, submitter);
      const headers = { Accept: "text/html", "X-Requested-With": "check-question" };
      const response = await fetch(form.action, { method: "POST", body, headers });
      if (response.status === 403 || response.redirected) this.sendPlainly(form, submitter);
      else if (response.ok) this.become(await response.text());
      else this.say(form, "failed");
    } catch {
      this.say(form, "failed");
    } finally {
      this.isSending = false;
    }
  }

  sendPlainly(form, submitter) {
    this.isPlain = true;
    form.requestSubmit(submitter);
  }

  become(html) {
    const drawn = document.createElement("template");
    drawn.innerHTML = html;
    const all = [...drawn.content.children];
    for (const next of all) document.getElementById(next.id)?.replaceWith(next);
    (all[0].querySelector("[data-focus]") || all[0].querySelector("input:not([type=hidden]), select, button"))?.focus();
  }

  say(form, state) {
    form.querySelector("[data-status]").textContent = this.dataset[state];
  }
}

customElements.define("check-question", CheckQuestion);
