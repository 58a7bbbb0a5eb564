export interface Runtime {
  executable: string;
  version: string;
  env: { ELECTRON_OVERRIDE_DIST_PATH: string; LC_CTYPE?: string };
}
export function ensureRuntime(options?: { tests?: boolean }): Promise<Runtime>;
