/** Stands where Electron’s objects stand: remembers every call of `names`, and runs listeners that were given with `on`.
 *  `target` is of any type because the rules name Electron’s own overloaded types, of which they use a call or two. */
export function recorder(names: readonly string[]): {
  // oxlint-disable-next-line typescript/no-explicit-any
  target: any;
  calls: [name: string, ...values: unknown[]][];
  /** Whether some listener prevented the event’s default. */
  fire: (event: string, ...values: unknown[]) => boolean;
} {
  const calls: [string, ...unknown[]][] = [];
  const target = Object.fromEntries(names.map((name) => [name, (...values: unknown[]) => void calls.push([name, ...values])]));
  return {
    target,
    calls,
    fire(event, ...values) {
      let prevented = false;
      const occasion = { preventDefault: () => (prevented = true) };
      for (const [name, on, listener] of calls) if (name === 'on' && on === event) (listener as (...all: unknown[]) => void)(occasion, ...values);
      return prevented;
    },
  };
}
