/**
 * Asks exported modules about rows, in every form, as whoever uses them would. Plain JavaScript for any
 * runtime: it stands beside the modules in a folder, and whoever runs it reads files for it.
 *
 * @module
 */

/**
 * Asks all models.
 *
 * @param cases `name`, `rows`, `stride` and `classes` of each model, and the names of its files
 * @param read gives the bytes of a file
 * @returns for each model what its module, the runtime by itself and its WebAssembly module say:
 *   labels and scores as a SHA-256
 */
export async function askAll(cases, read) {
  const answers = {};
  for (const { name, rows, stride, classes, files } of cases) {
    const packed = await read(files.rows);
    const values = files.values && JSON.parse(new TextDecoder().decode(await read(files.values)));
    const asked = (model) => values ? askValues(model, values) : ask(model, packed, rows, stride);
    const module = await import(`./${files.module}`);
    const { model, version } = module;
    const { loadModel } = await import(`./${files.runtime}`);
    answers[name] = {
      module: { model, version, ...await asked(module) },
      runtime: await asked(loadModel(await read(files.blob))),
      wasm: files.wasm && await askWasm(
        await WebAssembly.compile(await read(files.wasm)),
        await read(files.wasmRows),
        rows,
        classes,
      ),
    };
  }
  return answers;
}

/** Loads blobs that nobody should load, and gives the code of each refusal. */
export async function loadBroken(broken, read) {
  const codes = {};
  for (const { runtime, file } of broken) {
    const { loadModel, RoteError } = await import(`./${runtime}`);
    const blob = await read(file);
    try {
      loadModel(blob);
    } catch (error) {
      codes[file] = error instanceof RoteError ? error.code : String(error);
    }
  }
  return codes;
}

/** Asks a module or a model: many rows in every form, and one row after the other. */
async function ask({ features, classes, predict, predictBatch }, packed, rows, stride) {
  const packedRows = [];
  const arrays = [];
  const texts = [];
  for (let row = 0; row < rows; row++) {
    const bytes = packed.slice(row * stride, (row + 1) * stride);
    const bits = [];
    for (let bit = 0; bit < features; bit++) bits.push((bytes[bit >> 3] >> (bit % 8)) & 1);
    packedRows.push(bytes);
    arrays.push(row % 2 === 0 ? bits.map(Boolean) : bits);
    texts.push(bits.join(""));
  }
  const labels = new Uint8Array(rows);
  const scores = new Float64Array(classes.length * rows);
  for (let row = 0; row < rows; row++) {
    const answer = predict([texts, arrays, packedRows][row % 3][row]);
    labels[row] = answer.label;
    scores.set(answer.scores, classes.length * row);
  }
  return {
    features,
    classes,
    predict: await digest({ labels, scores }),
    texts: await digest(predictBatch(texts)),
    arrays: await digest(predictBatch(arrays)),
    packedRows: await digest(predictBatch(packedRows)),
    packed: await digest(predictBatch(packed)),
  };
}

/** Asks a module or a model of numbers and categories, in arrays and in records. */
async function askValues({ features, classes, columns, predict, predictBatch }, rows) {
  const records = rows.map((row) => {
    return Object.fromEntries([["more", 1], ...columns.map(({ name }, at) => [name, row[at]])]);
  });
  const holes = rows.map((row) => row.map((value) => value ?? undefined));
  const labels = new Uint8Array(rows.length);
  const scores = new Float64Array(classes.length * rows.length);
  for (let row = 0; row < rows.length; row++) {
    const answer = predict([rows, records, holes][row % 3][row]);
    labels[row] = answer.label;
    scores.set(answer.scores, classes.length * row);
  }
  return {
    features,
    classes,
    predict: await digest({ labels, scores }),
    arrays: await digest(predictBatch(rows)),
    records: await digest(predictBatch(records)),
    holes: await digest(predictBatch(holes)),
  };
}

/** Asks a WebAssembly module about rows as it takes them: packed, or a double for each column. */
export async function askWasm(module, packed, rows, classes) {
  const { exports } = await WebAssembly.instantiate(module, {});
  const at = exports.reserve(rows);
  new Uint8Array(exports.memory.buffer).set(packed, at);
  exports.predict(rows);
  return await digest({
    labels: new Uint8Array(exports.memory.buffer, exports.labels(), rows),
    scores: Float64Array.from({ length: classes * rows }, (_, i) => {
      return exports.score(Math.floor(i / classes), i % classes);
    }),
  });
}

/** The SHA-256 of labels and scores, bit for bit, in hex. */
export async function digest({ labels, scores }) {
  const bytes = new Uint8Array(labels.length + scores.byteLength);
  bytes.set(labels);
  bytes.set(new Uint8Array(scores.buffer, scores.byteOffset, scores.byteLength), labels.length);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
