import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { pathOf, ROUTES, targetOf } from "../../routes/target.ts";
import { openService } from "./service_fixture.ts";

describe("targetOf()", () => {
  it("tells what a key must allow", () => {
    const scope = (method: string, path: string) => targetOf(method, path).scope;
    assertEquals(scope("POST", "/v1/models/a/predict"), "predict");
    assertEquals(scope("POST", "/v2/models/a/infer"), "predict");
    assertEquals(scope("POST", "/v2/models/a/versions/b/infer"), "predict");
    assertEquals(scope("POST", "/invocations"), "predict");
    for (const path of ["/v1/models/a/blob", "/v1/models/a", "/v1/jobs/1"]) {
      assertEquals([scope("GET", path), scope("HEAD", path)], ["read", "read"]);
      assertEquals([scope("PUT", path), scope("DELETE", path)], ["train", "train"]);
    }
    assertEquals(scope("GET", "/v1/models/a/export/c"), "read");
    assertEquals(scope("POST", "/v1/train"), "train");
    assertEquals(scope("GET", "/v1/train"), "train");
    assertEquals(scope("POST", "/v2/repository/index"), "read");
    assertEquals(scope("GET", "/metrics"), "read");
    for (const path of ["/", "/health", "/ping", "/v2", "/v2/health/live", "/docs/x.js"]) {
      assertEquals(scope("GET", path), undefined, path);
    }
  });

  it("needs a scope for whatever it does not know", () => {
    assertEquals(targetOf("GET", "/nothing").scope, "read");
    for (const method of ["POST", "PATCH", "BREW"]) {
      assertEquals(targetOf(method, "/nothing"), {
        route: "other",
        scope: "train",
        isVital: false,
      });
    }
    assertEquals(targetOf("POST", "/v1/models/a/predict/").route, "other");
    assertEquals(targetOf("POST", "/v1/models/a/b/predict").route, "other");
  });

  it("has few names for routes, whatever is asked", () => {
    assertEquals(targetOf("POST", "/v1/models/anything%20else/predict").route, ROUTES[0]);
    assertEquals(new Set(ROUTES).size, ROUTES.length);
  });

  it("knows every route of the service", () => {
    const service = openService();
    const paths = new Set(service.app.routes.map(({ path }) => path.replace(/:\w+/g, "a")));
    service.close();
    for (const path of paths) {
      if (path.includes("*")) continue;
      assertEquals(targetOf("GET", path).route === "other", false, path);
    }
  });
});

describe("pathOf()", () => {
  it("is the path of a URL, without query and host", () => {
    for (const url of ["http://a", "http://a/", "http://a:1/b/c?d=/e", "https://[::1]:8/%20x?"]) {
      assertEquals(pathOf(url), new URL(url).pathname);
    }
  });
});
