# The exported worker in workerd, with the blob as a module of its own, which comes as an ArrayBuffer.

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "seven", worker = .worker)],
  sockets = [(name = "http", http = (), service = "seven")],
);

const worker :Workerd.Worker = (
  compatibilityDate = "2025-01-01",
  modules = [
    (name = "seven.worker.mjs", esModule = embed "build/seven.worker.mjs"),
    (name = "seven.bin", data = embed "build/seven.bin"),
  ],
);
