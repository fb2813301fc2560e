/**
 * What stands at the head of the OpenAPI document.
 *
 * @module
 */

/** The description of the whole, in CommonMark. */
export const INTRODUCTION = `
Train a network of lookup tables on rows of bits, then predict with it.

The examples run one after the other against a new service: \`POST /v1/train\` trains the model
*majority*, which tells whether most of three bits are set, and the others ask it.

- **Errors** are problem details (RFC 9457) with a stable \`code\`; below \`/v2\` they are
  \`{"error": "text"}\`, as that protocol has them. Branch on the code, show the detail.
- **Versions** of a model never change: a version is the SHA-256 of its blob.
- **Answers** may get more fields with time; clients leave alone what they do not know.
- **Request ids**: a request that brings \`X-Request-Id\` gets it back, and so do the logs.
- **Files**: a body of bytes is shown here as text, with a character a byte.
`.trim();

/** The groups of operations, in the order in which to read them. */
export const TAGS = [
  { name: "Training", description: "From rows with labels to a model, by way of a job" },
  { name: "Models", description: "Models by name: ask, describe, download, upload, delete" },
  {
    name: "Open Inference Protocol",
    description: "Version 2, as the clients of KServe and Triton speak it",
  },
  { name: "MLflow", description: "The scoring server of MLflow" },
  { name: "Service", description: "The service itself" },
];
