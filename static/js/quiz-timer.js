/**
 * <quiz-timer data-seconds>: counts down, says aloud when a minute is left, and submits the form #end when the time is
 * over. The server's clock decides; this one only shows it. The words are given in the page's language as data-left,
 * where {time} stands for the time, and data-warning.
 */
class QuizTimer extends HTMLElement {
  connectedCallback() {
    // The clock of the day: others stand still while a computer sleeps.
    this.end = Date.now() + Number(this.dataset.seconds) * 1000;
    this.ticking = setInterval(() => this.tick(), 1000);
    this.tick();
  }

  disconnectedCallback() {
    clearInterval(this.ticking);
  }

  tick() {
    const left = Math.max(0, Math.round((this.end - Date.now()) / 1000));
    const minutes = Math.floor(left / 60);
    const seconds = String(left % 60).padStart(2, "0");
    this.querySelector("[data-clock]").textContent = this.dataset.left.replace("{time}", `${minutes}:${seconds}`);
    this.classList.toggle("is-short", left <= 60);
    if (left <= 60 && !this.isWarned) {
      this.isWarned = true;
      this.querySelector("[data-words]").textContent = this.dataset.warning;
    }
    // What is typed in the last moments is saved before the end, not after it.
    const form = document.querySelector("quiz-form");
    if (left <= 3 && form?.isUnsaved) form.save();
    if (left === 0) this.finish();
  }

  finish() {
    clearInterval(this.ticking);
    // A second later, so that the server's clock has passed the end as well.
    setTimeout(() => this.submit(), 1500);
  }

  submit() {
    document.querySelector("quiz-form")?.handOver?.();
    if (navigator.onLine) document.getElementById("end").submit();
    else window.addEventListener("online", () => document.getElementById("end").submit());
  }
}

customElements.define("quiz-timer", QuizTimer);
