/**
 * The options of the methods of training, from their tables: what each of them is called, what it takes,
 * and which settings a command line says with them.
 *
 * @module
 */

import { type Command, Option } from "commander";
import {
  type GivenSettings,
  groupOf,
  METHOD_NAMES,
  type MethodName,
  methodNamed,
  nestValues,
  optionOf,
  type Setting,
  settingsOf,
} from "../../lib/mod.ts";
import { UsageError } from "../failure.ts";
import { count, decimal, share } from "../options.ts";

/** Settings whose options are written by hand, as all methods that have them share them. */
const BY_HAND = ["arity", "inputShape", "patch"];

/** The options of a method that no other one has, by the names of their settings. */
const OPTIONS = Object.fromEntries(
  METHOD_NAMES.map((method) => [
    method,
    new Map(
      Object.entries(settingsOf(method)).filter(([name]) => !BY_HAND.includes(name))
        .map(([name, setting]) => [name, makeOption(name, setting)]),
    ),
  ]),
) as unknown as Readonly<Record<MethodName, ReadonlyMap<string, Option>>>;

/** Adds the options of all methods. */
export function addMethodOptions(command: Command): void {
  for (const name of METHOD_NAMES) {
    if (OPTIONS[name].size === 0) continue;
    command.optionsGroup(`${methodNamed(name).title} (--method ${name}):`);
    for (const option of OPTIONS[name].values()) command.addOption(option);
  }
}

function makeOption(name: string, setting: Setting): Option {
  const { help = setting.words, type } = setting;
  const called = optionOf(name, setting);
  const usual = "usual" in setting ? setting.usual : undefined;
  const isGrouped = groupOf(name) !== undefined;
  // One of a group is as usual only if another of the group is given.
  const words = isGrouped && usual ? `${help} (default: ${usual})` : help;
  switch (type) {
    case "flag":
      return new Option(called, words);
    case "choice":
      return new Option(`${called} <${called.slice(2)}>`, words).choices(setting.choices)
        .default(setting.choices[0]);
    case "share": {
      // One that is as usual need not be said with the option.
      const takes = usual === undefined ? "<share>" : "[share]";
      return new Option(`${called} ${takes}`, words).argParser(share);
    }
    case "image":
      throw new Error(`${name} has its option in image_options.ts`);
    case "integer":
    case "number": {
      const option = type === "integer"
        ? new Option(`${called} <n>`, words).argParser(count)
        : new Option(`${called} <x>`, words).argParser(decimal);
      return isGrouped || usual === undefined ? option : option.default(usual);
    }
  }
}

/** True if any option is given that only this method has. */
export function isAnyGiven(command: Command, method: MethodName): boolean {
  return firstGiven(command, method) !== undefined;
}

function firstGiven(command: Command, method: MethodName): Option | undefined {
  return [...OPTIONS[method].values()].find((option) => isGiven(command, option.attributeName()));
}

function isGiven(command: Command, attribute: string): boolean {
  return command.getOptionValueSource(attribute) === "cli";
}

/** Refuses options that say nothing to the chosen method. */
export function refuseOthersOptions(command: Command, chosen: MethodName): void {
  for (const method of METHOD_NAMES) {
    const stranger = method === chosen ? undefined : firstGiven(command, method);
    if (stranger) throw new UsageError(`${stranger.long} goes with --method ${method}`);
  }
  const settings = settingsOf(chosen);
  for (const [name, option] of [["arity", "arity"], ["inputShape", "image"], ["patch", "patch"]]) {
    if (name! in settings || !isGiven(command, option!)) continue;
    throw new UsageError(`--${option} is not for --method ${chosen}`);
  }
}

/** The settings of a method that a command line says, but for what rows are as images. */
export function givenOptions(command: Command, method: MethodName): GivenSettings {
  return nestValues(settingsOf(method), (name, setting) => {
    const attribute = name === "arity" ? name : OPTIONS[method].get(name)?.attributeName();
    if (attribute === undefined || !isGiven(command, attribute)) return undefined;
    const value = command.getOptionValue(attribute);
    // A share is as usual if its option stands alone; 0 copies of images are none.
    if (setting.type === "share" && value === true) return setting.usual;
    return setting.isOfImages && !value ? undefined : value;
  });
}

/** Options about images that are given, for rows that may be none. */
export function imageOptionsGiven(command: Command, method: MethodName): string[] {
  return Object.entries(settingsOf(method))
    .filter(([name, { isOfImages }]) => isOfImages && OPTIONS[method].has(name))
    .map(([name]) => OPTIONS[method].get(name)!)
    .filter((option) => command.getOptionValue(option.attributeName()))
    .map((option) => option.long!);
}
