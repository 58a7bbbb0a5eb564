/** What was asked for was done, and came to nothing: exit code 1. */
export class NothingDone extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NothingDone';
  }
}

/** Wrong usage: exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
