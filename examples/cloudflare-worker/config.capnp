# The exported worker in workerd. The address to listen on is given on the command line.

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "seven", worker = .worker)],
  sockets = [(name = "http", http = (), service = "seven")],
);

const worker :Workerd.Worker = (
  compatibilityDate = "2025-01-01",
  modules = [(name = "seven.worker.mjs", esModule = embed "build/seven.worker.mjs")],
);
