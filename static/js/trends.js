// Ten years of days, drawn fast; hours are fetched once two weeks or less are shown. The state is in the address.
// x is the Thai clock in seconds, read as if it were UTC, so that every device draws the same days.
const DAY = 86400;
const HOUR = 3600;
const THAI = 7 * HOUR;
const HOURLY_DAYS = 14.5; // at most this many days are shown hour by hour
const TABLE_DAYS = 62; // at most this many rows in the table of days
const MOST_HOURLY = 31; // days that one request of hours may span
const PAUSE = 250; // milliseconds

const english = document.documentElement.lang === "en";
const monthNames = [...Array(12).keys()].map((month) =>
  new Intl.DateTimeFormat(english ? "en-GB" : "th-TH", { month: "short", timeZone: "UTC" }).format(new Date(Date.UTC(2026, month, 1))),
);
const at = (seconds) => new Date(seconds * 1000);
const year = (date) => String(date.getUTCFullYear() + (english ? 0 : 543));
const shortDay = (date) => `${date.getUTCDate()} ${monthNames[date.getUTCMonth()]}`;
const fullDay = (date) => `${shortDay(date)} ${year(date)}`;
const clock = (date) => {
  const [hours, minutes] = [date.getUTCHours(), date.getUTCMinutes()].map((part) => String(part).padStart(2, "0"));
  return english ? `${hours}:${minutes}` : `${hours}.${minutes} น.`;
};
const iso = (seconds) => at(seconds).toISOString().slice(0, 10);
const start = (text) => Date.parse(`${text}T00:00:00Z`) / 1000;
const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text || "") && Number.isFinite(start(text));
const number = (value) => (value === null || value === undefined ? "–" : value.toFixed(1));

const ticks = (_plot, splits, _axis, _space, step) =>
  splits.map((split) => {
    const date = at(split);
    if (step >= 360 * DAY) return year(date);
    if (step >= 27 * DAY) return date.getUTCMonth() === 0 ? year(date) : monthNames[date.getUTCMonth()];
    if (step >= DAY || date.getUTCHours() === 0) return shortDay(date);
    return clock(date);
  });

const get = async (address) => {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
};

const INK = "#0f1b2d";
const LINE = "#0b57a4";
const FINE = "#8a5a00";
const LIMIT = "#b3261e";
const FONT = "14px Sarabun";

class Trend {
  constructor(figure) {
    this.figure = figure;
    this.words = figure.dataset;
    this.status = figure.querySelector("[data-status]");
    this.readout = figure.querySelector("[data-readout]");
    this.plots = [];
    this.ready = false;
    this.hours = null; // what was fetched: {first, last, x, values}
    this.fetching = "";
  }

  part(name) {
    return this.figure.querySelector(`[data-${name}]`);
  }

  async open() {
    this.status.textContent = this.words.loading;
    try {
      this.days = await get(this.words.days);
    } catch {
      this.status.textContent = this.words.failed;
      return;
    }
    if (!this.days.from) {
      this.status.textContent = this.words.none;
      return;
    }
    const rows = Object.values(this.days.values);
    this.first = start(this.days.from);
    this.x = rows[0].map((_, index) => this.first + index * DAY + DAY / 2);
    this.last = this.first + rows[0].length * DAY;
    this.limits = this.x.map((x) => this.limitOn(x));
    this.draw();
    this.listen();
    this.restore();
  }

  limitOn(x) {
    const day = iso(x);
    const held = this.days.limits.filter((limit) => limit.from <= day && (!limit.to || day <= limit.to));
    return held.length ? held[held.length - 1].value : null;
  }

  get isCountry() {
    return this.words.kind === "country";
  }

  dailyData() {
    const values = this.days.values;
    if (this.isCountry) return [this.x, values.median, values.highest, this.limits];
    return [this.x, values.value, this.x.map(() => null), this.limits];
  }

  hourlyData() {
    const day = (x) => Math.floor((x - 1 - this.first) / DAY);
    const daily = this.hours.x.map((x) => this.days.values.value[day(x)] ?? null);
    return [this.hours.x, daily, this.hours.values, this.hours.x.map((x) => this.limits[Math.min(day(x), this.limits.length - 1)] ?? null)];
  }

  series() {
    const line = (label, stroke, width, more = {}) => ({ label, stroke, width, spanGaps: false, points: { show: false }, ...more });
    const limit = line(this.words.limit, LIMIT, 1.5, { dash: [6, 4] });
    if (this.isCountry) return [{}, line(this.words.median, LINE, 1.5), line(this.words.highest, FINE, 1), limit];
    return [{}, line(this.words.value, LINE, 1.5), line(this.words.hour, FINE, 1.5), limit];
  }

  options(box, height, series, more) {
    const axis = { font: FONT, stroke: INK, grid: { stroke: "#d9e0ea", width: 1 } };
    return {
      width: box.clientWidth,
      height,
      legend: { show: false },
      tzDate: (seconds) => uPlot.tzDate(at(seconds), "Etc/UTC"),
      axes: [{ ...axis, values: ticks, space: 70 }, { ...axis, size: 52 }],
      series,
      ...more,
    };
  }

  draw() {
    const box = this.part("plot");
    const range = (_plot, _low, high) => [0, Math.max(60, (high || 0) * 1.08)];
    const options = this.options(box, box.clientWidth < 500 ? 270 : 320, this.series(), {
      scales: { y: { range } },
      cursor: { y: false, drag: { x: true, y: false, dist: 8 }, sync: { key: "trend" } },
      hooks: { setScale: [(plot, scale) => scale === "x" && this.scaled(plot)], setCursor: [(plot) => this.read(plot)] },
    });
    this.plot = new uPlot(options, this.dailyData(), box);
    this.plots = [this.plot];
    if (this.isCountry) this.small("plot-over", this.words.over, this.x, this.days.values.over, "#5b7fb3");
    new ResizeObserver(() => {
      for (const plot of this.plots) plot.setSize({ width: plot.root.parentElement.clientWidth, height: plot.height });
    }).observe(box);
    document.fonts?.ready.then(() => this.plots.forEach((plot) => plot.redraw(false, true)));
  }

  small(name, title, x, values, fill) {
    const box = this.part(name);
    box.hidden = false;
    const bars = { label: title, stroke: fill, fill, width: 0, paths: uPlot.paths.bars({ size: [0.8, 24, 1] }), points: { show: false } };
    const plot = new uPlot(
      this.options(box, 150, [{}, bars], {
        title,
        scales: { y: { range: (_plot, _low, high) => [0, Math.max(4, (high || 0) * 1.08)] } },
        cursor: { y: false, drag: { x: false, y: false }, sync: { key: "trend" } },
      }),
      [x, values],
      box,
    );
    this.plots.push(plot);
    const { min, max } = this.plot.scales.x;
    plot.setScale("x", { min, max });
    return plot;
  }

  show(from, to) {
    const length = Math.min(Math.max(to - from, 2 * DAY), this.last - this.first);
    const begin = Math.min(Math.max(from, this.first), this.last - length);
    this.plot.setScale("x", { min: begin, max: begin + length });
  }

  scaled(plot) {
    const { min, max } = plot.scales.x;
    if (!this.ready || min === null || (min === this.min && max === this.max)) return;
    [this.min, this.max] = [min, max];
    for (const other of this.plots) if (other !== plot) other.setScale("x", { min, max });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settled(), PAUSE);
  }

  get isHourly() {
    return Boolean(this.words.hours) && this.max - this.min <= HOURLY_DAYS * DAY;
  }

  get isAll() {
    return this.min <= this.first + DAY && this.max >= this.last - DAY;
  }

  settled() {
    this.keep();
    this.fillTable();
    const drawn = this.plot.data[0] === this.x ? "daily" : "hourly";
    if (!this.isHourly) {
      if (drawn === "hourly") this.redraw(this.dailyData());
      this.say(this.words.daily);
    } else if (this.hours && this.hours.first <= this.min && this.max <= this.hours.last) {
      this.redraw(this.hourlyData());
      this.say(this.words.hourly);
    } else {
      this.fetchHours();
    }
  }

  redraw(data) {
    const { min, max } = this;
    this.plot.batch(() => {
      this.plot.setData(data, false);
      this.plot.setScale("x", { min, max });
    });
  }

  async fetchHours() {
    const spare = Math.max(0, Math.floor((MOST_HOURLY - 2 - (this.max - this.min) / DAY) / 2)) * DAY;
    const from = iso(this.min - spare);
    const to = iso(Math.min(this.max + spare, this.last + DAY));
    const asked = `${this.words.hours}&from=${from}&to=${to}`;
    if (this.fetching === asked) return;
    this.fetching = asked;
    this.status.textContent = this.words.loading;
    try {
      const found = await get(asked);
      if (this.fetching !== asked) return;
      const first = found.epoch + THAI;
      const values = found.values.value;
      this.hours = { first: start(from), last: start(to) + DAY, x: values.map((_, index) => first + index * HOUR), values };
      this.fetching = "";
      if (!this.isHourly) return;
      this.redraw(this.hourlyData());
      this.say(this.words.hourly);
    } catch {
      this.fetching = "";
      this.status.textContent = this.words.failed;
    }
  }

  say(what) {
    const last = Math.min(this.max, this.last) - 1;
    this.status.textContent = `${fullDay(at(this.min))} – ${fullDay(at(last))} · ${what}`;
    for (const button of this.figure.querySelectorAll("[data-span]")) button.setAttribute("aria-pressed", String(this.isSpan(button.dataset.span)));
  }

  spanOf(name) {
    if (name === "all") return [this.first, this.last];
    if (name !== "season") return [this.last - Number(name) * DAY, this.last];
    const today = at(this.last);
    const begin = (count) => Date.UTC(today.getUTCFullYear() - count, 0, 1) / 1000;
    const first = begin(0) < this.last - DAY ? begin(0) : begin(1);
    return [first, Date.UTC(at(first).getUTCFullYear(), 5, 1) / 1000];
  }

  isSpan(name) {
    const [from, to] = this.spanOf(name);
    return Math.abs(this.min - Math.max(from, this.first)) < DAY && Math.abs(this.max - Math.min(to, this.last)) < DAY;
  }

  move(way) {
    const length = this.max - this.min;
    const steps = { earlier: [-0.5, -0.5], later: [0.5, 0.5], in: [0.25, -0.25], out: [-0.5, 0.5] };
    const [from, to] = steps[way];
    this.show(this.min + from * length, this.max + to * length);
  }

  // The address, the form and the links to stations keep what is shown.
  keep() {
    const address = new URL(location.href);
    const from = this.isAll ? "" : iso(this.min);
    const to = this.isAll ? "" : iso(Math.min(this.max, this.last) - 1);
    const put = (url) => {
      for (const [name, value] of [["from", from], ["to", to]]) {
        if (value) url.searchParams.set(name, value);
        else url.searchParams.delete(name);
      }
      if (this.part("hotspots").checked) url.searchParams.set("hotspots", "1");
      else url.searchParams.delete("hotspots");
      return url;
    };
    history.replaceState(null, "", put(address));
    for (const [name, value] of [["from", from], ["to", to]]) {
      const field = document.querySelector(`form [data-${name}]`);
      field.value = value;
      field.disabled = !value;
    }
    for (const link of document.querySelectorAll(".trend-stations a")) link.href = put(new URL(link.href));
  }

  restore() {
    const asked = new URLSearchParams(location.search);
    if (isDay(asked.get("from")) && isDay(asked.get("to"))) this.show(start(asked.get("from")), start(asked.get("to")) + DAY);
    else this.show(this.first, this.last);
    // uPlot sets a scale after the running code
    setTimeout(() => {
      this.ready = true;
      this.scaled(this.plot);
      if (asked.get("hotspots") === "1") {
        this.part("hotspots").checked = true;
        this.hotspots();
      }
    });
  }

  listen() {
    for (const name of ["tools", "tools-hint"]) this.part(name).hidden = false;
    this.figure.addEventListener("click", (event) => {
      const { span, move } = event.target.closest("button")?.dataset || {};
      if (span) this.show(...this.spanOf(span));
      if (move) this.move(move);
    });
    this.part("hotspots").addEventListener("change", () => this.hotspots());
  }

  async hotspots() {
    const box = this.part("plot-hotspots");
    const wanted = this.part("hotspots").checked;
    box.hidden = !wanted;
    this.keep();
    if (!wanted || this.seen) return;
    this.seen = true;
    try {
      const join = this.words.days.endsWith("?") ? "" : "&";
      const found = await get(`${this.words.days}${join}layer=hotspots&from=${this.days.from}`);
      const counts = found.values.count;
      if (counts.some(Boolean)) this.small("plot-hotspots", this.words.count, this.x.slice(0, counts.length), counts, "#a5460d");
      else box.textContent = this.words.noHotspots;
    } catch {
      this.seen = false;
      box.textContent = this.words.failed;
    }
  }

  read(plot) {
    const index = plot.cursor.idx;
    if (index === null || index === undefined) {
      this.readout.textContent = "";
      return;
    }
    const [x, ...values] = plot.data.map((row) => row[index]);
    const isHour = plot.data[0] !== this.x;
    this.readout.textContent = isHour ? `${fullDay(at(x - 1))} ${clock(at(x))}` : fullDay(at(x));
    plot.series.slice(1).forEach((series, place) => {
      if (!isHour && series.label === this.words.hour) return;
      const value = document.createElement("b");
      value.textContent = `${series.label} ${number(values[place])}`;
      this.readout.append(" ", value);
    });
  }

  // The days that are shown, as a table; a long span has the tables of months instead.
  fillTable() {
    const box = this.part("table");
    const from = Math.max(0, Math.round((this.min - this.first) / DAY));
    const to = Math.min(this.x.length, Math.round((this.max - this.first) / DAY));
    box.hidden = to - from > TABLE_DAYS;
    if (box.hidden) return;
    const rows = [];
    for (let index = to - 1; index >= from; index -= 1) {
      const row = document.createElement("tr");
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = fullDay(at(this.x[index]));
      row.append(head);
      for (const name of box.dataset.columns.split(" ")) {
        const cell = document.createElement("td");
        const value = this.days.values[name][index];
        cell.className = "r num";
        cell.textContent = Number.isInteger(value) && ["over", "provinces"].includes(name) ? String(value) : number(value);
        row.append(cell);
      }
      rows.push(row);
    }
    box.querySelector("tbody").replaceChildren(...rows);
  }
}

for (const figure of document.querySelectorAll("[data-trend]")) if (window.uPlot) new Trend(figure).open();
