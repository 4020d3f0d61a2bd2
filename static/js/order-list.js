/**
 * <order-list> around an ordered list whose rows hold a number of their place each: offers buttons to move a row up
 * and down instead, by pointer, touch or key, and keeps the numbers in step. The words are given in the page's
 * language as data-how, data-up, data-down and data-moved.
 */
class OrderList extends HTMLElement {
  connectedCallback() {
    if (this.status) return;
    this.status = document.createElement("span");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.append(this.status);
    this.querySelector("[data-how]").textContent = this.dataset.how;
    for (const row of this.rows()) {
      row.querySelector("select").hidden = true;
      const movers = document.createElement("span");
      movers.className = "order__movers";
      movers.append(this.mover(row, -1), this.mover(row, 1));
      row.append(movers);
    }
    this.number();
  }

  rows() {
    return [...this.querySelectorAll("li")];
  }

  mover(row, step) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = step < 0 ? "↑" : "↓";
    const words = step < 0 ? this.dataset.up : this.dataset.down;
    button.setAttribute("aria-label", `${words} ${row.querySelector(".order__text").textContent.trim()}`);
    button.addEventListener("click", () => this.move(row, step, button));
    return button;
  }

  move(row, step, button) {
    const rows = this.rows();
    const other = rows[rows.indexOf(row) + step];
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    this.number();
    button.focus();
    this.status.textContent = `${this.dataset.moved} ${this.rows().indexOf(row) + 1}`;
    row.dispatchEvent(new Event("change", { bubbles: true }));
  }

  number() {
    const rows = this.rows();
    rows.forEach((row, index) => {
      row.querySelector("select").value = String(index + 1);
      const [up, down] = row.querySelectorAll("button");
      up.setAttribute("aria-disabled", String(index === 0));
      down.setAttribute("aria-disabled", String(index === rows.length - 1));
    });
  }
}

customElements.define("order-list", OrderList);
