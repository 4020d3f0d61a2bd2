/**
 * <saved-form> around a form: sends it without leaving the page and says in [data-status] what happened.
 * The server answers JSON: {"message": "Saved."}, or with an error status {"message"} or {"errors": […]}.
 * Refused with 403, because the token is stale or the sign-in ended, the form is sent as usual: the server's
 * answer is a page with the text in it, to be sent again. Anything else counts as not saved. The words are
 * given in the page's language as data-saving, data-saved, data-offline and data-failed. A button with
 * data-native sends the form as usual, as every button does without JavaScript.
 */
class SavedForm extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", this);
    this.addEventListener("input", this);
    window.addEventListener("beforeunload", this);
  }

  disconnectedCallback() {
    window.removeEventListener("beforeunload", this);
  }

  handleEvent(event) {
    if (event.type === "submit") this.submitted(event);
    else if (event.type === "beforeunload") this.leaving(event);
    else if (event.type === "input") {
      this.isChanged = true;
      this.say("");
    }
  }

  leaving(event) {
    if (this.isChanged && !this.isHandedOver) event.preventDefault();
    this.isHandedOver = false;
  }

  submitted(event) {
    this.isChanged = false;
    if (event.submitter?.hasAttribute("data-native")) return;
    event.preventDefault();
    if (!this.isSending) this.save(event.target, new FormData(event.target, event.submitter));
  }

  async save(form, body) {
    this.isSending = true;
    this.say("saving");
    try {
      const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
      const response = await fetch(form.action, { method: "POST", body, headers });
      const isJson = response.headers.get("Content-Type")?.includes("json");
      const answer = isJson ? await response.json() : {};
      const isSaved = response.ok && isJson;
      const words = answer.message || Object.values(answer.errors || {}).flat().join(" ");
      if (!isSaved) this.isChanged = true;
      if (response.status === 403) {
        this.isHandedOver = true;
        form.submit();
      }
      if (!isSaved || !this.isChanged) this.say(isSaved ? "saved" : "failed", words);
    } catch {
      this.isChanged = true;
      this.say("offline");
    } finally {
      this.isSending = false;
    }
  }

  say(state, words) {
    const status = this.querySelector("[data-status]");
    status.dataset.state = state;
    status.textContent = words || this.dataset[state] || "";
  }
}

customElements.define("saved-form", SavedForm);
