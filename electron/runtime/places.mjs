import { existsSync, readFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { constants, homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
export const modules = path.join(repository, 'node_modules');
export const cache = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'tenure');
export const platform = `${process.platform}-${process.arch}`;

/** A failure whose message is the one line that the user should read. */
export class SetupError extends Error {}

export function say(line) {
  process.stderr.write(`${line}\n`);
}

export function isCommand(meta) {
  return process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(meta.url);
}

/** Runs a command's main function: its SetupErrors, and what the system refuses (a full disk, a folder that
 *  can't be written), become one line on stderr and exit status 1. */
export async function asCommand(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof SetupError) && error?.syscall === undefined) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}

export function packageVersion(name) {
  const file = path.join(modules, name, 'package.json');
  if (!existsSync(file)) throw new SetupError('The dependencies are not installed: run `npm ci` first.');
  return JSON.parse(readFileSync(file, 'utf8')).version;
}

/** Node 24 from the dependencies: the system's may be too old for the tools and for `.ts` files. */
export function nodeExecutable() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) throw new SetupError(`Node 20 or later is needed; this is ${process.version}.`);
  if (major >= 24) return process.execPath;
  const own = path.join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(own)) throw new SetupError('The dependencies are not installed: run `npm ci` first.');
  return own;
}

/** Runs a program quietly; rejects with the end of what it printed. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-8000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(Object.assign(new Error(`${command} ended with ${signal ?? code}`), { output }));
    });
  });
}

/** Runs a program in front of the user, hands on the signals that would end this process, and gives its exit status. */
export function runVisibly(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', cwd: repository, ...options });
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const forward = (signal) => child.kill(signal);
    for (const signal of signals) process.on(signal, forward);
    const done = () => {
      for (const signal of signals) process.off(signal, forward);
    };
    child.on('error', (error) => {
      done();
      reject(error);
    });
    child.on('close', (code, signal) => {
      done();
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}
