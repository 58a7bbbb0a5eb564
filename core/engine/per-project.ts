import type { LoadedProject } from './worker-api.ts';

/** Asks once for each project in memory, and again after a failure. */
export function perProject<T>(ask: (project: LoadedProject) => Promise<T>): (project: LoadedProject) => Promise<T> {
  const answers = new WeakMap<LoadedProject, Promise<T>>();
  return (project) => {
    const known = answers.get(project);
    if (known !== undefined) return known;
    const answer = ask(project);
    answers.set(project, answer);
    answer.catch(() => answers.delete(project));
    return answer;
  };
}
