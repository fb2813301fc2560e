/**
 * Which method a training request means, which settings it says, and by which names it knows them: in
 * JSON or in a query, whatever the method. A setting that would be ignored is refused.
 *
 * @module
 */

import {
  calledOf,
  chooseMethod,
  DEFAULT_METHOD,
  type GivenSettings,
  groupOf,
  METHOD_NAMES,
  type MethodName,
  methodNamed,
  nestValues,
  type Offender,
  refuse,
  RoteError,
  type Setting,
  settingsOf,
} from "../../lib/mod.ts";

/** A training request, of which only its settings are looked at: its JSON or its query. */
type Request = Readonly<Record<string, unknown>> & { readonly method?: MethodName | undefined };

/** What settings are called in a request, by their names and those of their groups. */
export type Names = Readonly<Record<string, string>>;

/**
 * The method that a JSON body means.
 *
 * @throws {RoteError} `request_not_valid` if it says something of another one
 */
export function methodOfJson(body: Request): MethodName {
  const saidOf = (name: MethodName) =>
    [name, ...Object.keys(methodNamed(name).beside ?? {})].filter((key) => isSaid(body[key]));
  const method = chooseMethod(body.method, (name) => saidOf(name).length > 0);
  refuseOthers(method, (other) => saidOf(other).map((key) => `/${key}`));
  return method;
}

/**
 * The method that a query means.
 *
 * @throws {RoteError} `request_not_valid` if it says something of another one
 */
export function methodOfQuery(query: Request): MethodName {
  const saidOf = (name: MethodName, beyond: MethodName) => {
    const known = parametersOf(beyond);
    return parametersOf(name).filter((key) => isSaid(query[key]) && !known.includes(key));
  };
  const method = chooseMethod(query.method, (name) => saidOf(name, DEFAULT_METHOD).length > 0);
  refuseOthers(method, (other) => saidOf(other, method));
  return method;
}

/** Neither what is left out nor what is false says anything. */
function isSaid(value: unknown): boolean {
  return value !== undefined && value !== false;
}

function refuseOthers(method: MethodName, saidOf: (other: MethodName) => string[]): void {
  const field = METHOD_NAMES.filter((name) => name !== method).flatMap(saidOf)[0];
  if (field === undefined) return;
  const detail = `${field} is not for method "${method}"`;
  throw refuse("request_not_valid", detail, { field });
}

/** The parameters that a method's settings are in a query. */
function parametersOf(method: MethodName): string[] {
  return Object.entries(settingsOf(method)).map(([name, setting]) => calledOf(name, setting));
}

/** The settings of a method that a JSON body says. */
export function givenInJson(method: MethodName, body: Request): GivenSettings {
  const beside = nestValues(methodNamed(method).beside ?? {}, (name) => body[name]);
  return { ...body[method] as GivenSettings | undefined, ...beside };
}

/** The settings of a method that a query says, each by itself. */
export function givenInQuery(method: MethodName, query: Request): GivenSettings {
  return nestValues(settingsOf(method), (name, setting) => query[calledOf(name, setting)]);
}

/** JSON pointers to the settings of a method. */
export function pointersOf(method: MethodName): Names {
  const { fields } = methodNamed(method);
  const entries = Object.entries(settingsOf(method)).flatMap(([name, setting]) => {
    const group = groupOf(name);
    return [
      [name, setting.pointer ?? pointerTo(name in fields ? method : "", name)],
      ...(group === undefined ? [] : [[group, pointerTo(method, group)]]),
    ];
  });
  return Object.fromEntries(entries);
}

function pointerTo(method: string, name: string): string {
  return `${method && `/${method}`}/${name.replaceAll(".", "/")}`;
}

/** The parameters of a query by the names of settings; that of a group is the first that is given. */
export function parameterNames(method: MethodName, query: Request): Names {
  const names: Record<string, string> = {};
  const settings = Object.entries(settingsOf(method));
  const groupNames = (entries: readonly (readonly [string, Setting])[]) => {
    for (const [name, setting] of entries) {
      const group = groupOf(name);
      if (group !== undefined) names[group] ??= calledOf(name, setting);
    }
  };
  groupNames(settings.filter(([name, setting]) => query[calledOf(name, setting)] !== undefined));
  groupNames(settings);
  for (const [name, setting] of settings) names[name] = calledOf(name, setting);
  return names;
}

/** Does some work, and says of what is refused meanwhile by which names the client knows it. */
export function naming<T>(names: Names, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RoteError)) throw error;
    const rename = (offender: Offender): Offender => {
      const { field = "" } = offender;
      return Object.hasOwn(names, field) ? { ...offender, field: names[field]! } : offender;
    };
    throw new RoteError(error.code, error.message, error.offenders.map(rename));
  }
}
