/**
 * A visitor of the browser example, put into the page by its test: drops files on it, switches bits, and
 * sends what the page shows.
 *
 * @module
 */

const byId = (id) => document.getElementById(id);
const found = {};

try {
  found.atFirst = { hidden: byId("model").hidden, fault: byId("fault").textContent };

  await drop("dropped.rote", await bytesOf("build/seven.rote"));
  found.model = {
    name: byId("name").textContent,
    size: byId("size").textContent,
    features: byId("features").textContent,
    classes: byId("classes").textContent,
    boxes: boxes().length,
    row: byId("row").value,
  };

  // The digits, segment by segment.
  found.answers = [];
  for (const row of await (await fetch("rows.json")).json()) {
    boxes().forEach((box, bit) => {
      if (box.checked !== (row[bit] === "1")) box.click();
    });
    found.answers.push({ row: byId("row").value, ...answer() });
  }

  write("1110000");
  found.written = { ...answer(), boxes: boxes().map(({ checked }) => Number(checked)).join("") };
  write("111");
  found.tooShort = { ...answer(), fault: byId("row-fault").textContent };
  write("111 0000");
  found.again = answer();

  await drop("strange.rote", await bytesOf("strange.rote"));
  found.strange = {
    classes: byId("classes").textContent,
    answer: byId("answer").textContent,
    elements: document.querySelectorAll("img, #classes *:not(bdi), #scores a").length,
    ran: globalThis.ran ?? false,
    boxes: boxes().length,
  };

  await drop("wide.rote", await bytesOf("wide.rote"));
  found.wide = {
    boxes: boxes().length,
    isFieldsetShown: byId("bits").checkVisibility(),
    row: byId("row").value.length,
    answer: answer().label !== "",
  };

  await drop("broken.rote", await bytesOf("broken.rote"));
  found.broken = { hidden: byId("model").hidden, fault: byId("fault").textContent };

  byId("example").click();
  await until(() => !byId("model").hidden);
  found.example = { name: byId("name").textContent, fault: byId("fault").textContent };

  const transfer = new DataTransfer();
  transfer.items.add(new File([await bytesOf("wide.rote")], "picked.rote"));
  byId("file").files = transfer.files;
  byId("file").dispatchEvent(new Event("change"));
  await until(() => byId("name").textContent === "picked.rote");
  found.picked = byId("features").textContent;

  // What assistive software says: every control has a name.
  found.unnamed =
    [...document.querySelectorAll("input, textarea, button, meter")].filter((control) =>
      !control.labels?.length && !control.getAttribute("aria-label") && !control.textContent
    ).length;
  found.isAnswerLive = byId("answer").tagName === "OUTPUT" && byId("fault").role === "alert";
} catch (error) {
  found.failure = `${error.message} ${error.stack}`;
}
await fetch("found", { method: "POST", body: JSON.stringify(found) });

async function bytesOf(path) {
  return await (await fetch(path)).arrayBuffer();
}

/** Drops a file on the page, and waits until the page has something to say of it. */
async function drop(name, bytes) {
  byId("name").textContent = "";
  byId("fault").textContent = "";
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name));
  for (const type of ["dragover", "drop"]) {
    const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
    if (!event.defaultPrevented) throw new Error(`The browser would open the file: ${type}`);
  }
  await until(() => byId("name").textContent !== "" || byId("fault").textContent !== "");
}

/** Waits until the page is as it should be. */
function until(holds) {
  return new Promise((resolve) => {
    const look = () => holds() && (observer.disconnect(), resolve());
    const observer = new MutationObserver(look);
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    look();
  });
}

function boxes() {
  return [...byId("bits").querySelectorAll("input")];
}

function write(row) {
  byId("row").value = row;
  byId("row").dispatchEvent(new Event("input"));
}

function answer() {
  return {
    label: byId("answer").querySelector("bdi")?.textContent ?? "",
    scores: byId("scores").hidden
      ? []
      : [...byId("scores").querySelectorAll("span")].map(({ textContent }) => textContent),
    meters: [...byId("scores").querySelectorAll("meter")].map(({ value }) => value),
  };
}
