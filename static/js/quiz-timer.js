/**
 * <quiz-timer data-seconds>: counts down, says aloud when a minute is left, and submits the form #end when the time is
 * over. The server's clock decides; this one only shows it.
 */
class QuizTimer extends HTMLElement {
  connectedCallback() {
    this.end = performance.now() + Number(this.dataset.seconds) * 1000;
    this.ticking = setInterval(() => this.tick(), 1000);
    this.tick();
  }

  disconnectedCallback() {
    clearInterval(this.ticking);
  }

  tick() {
    const left = Math.max(0, Math.round((this.end - performance.now()) / 1000));
    const minutes = Math.floor(left / 60);
    const seconds = String(left % 60).padStart(2, "0");
    this.querySelector("[data-clock]").textContent = `${minutes}:${seconds} ${this.dataset.left}`;
    this.classList.toggle("is-short", left <= 60);
    if (left <= 60 && !this.isWarned) {
      this.isWarned = true;
      this.querySelector("[data-words]").textContent = this.dataset.warning;
    }
    if (left === 0) this.finish();
  }

  finish() {
    clearInterval(this.ticking);
    const form = document.querySelector("quiz-form");
    form?.handOver();
    // A second later, so that the server's clock has passed the end as well.
    setTimeout(() => document.getElementById("end").submit(), 1500);
  }
}

customElements.define("quiz-timer", QuizTimer);
