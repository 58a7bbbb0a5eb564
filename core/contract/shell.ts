import { z } from 'zod';
import type { EngineError } from './errors.ts';
import type { FileToken } from './imports.ts';
import { periodSchema, scopeSchema } from './scope.ts';

export const LANGUAGES = ['en', 'uk', 'pl', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];
export const THEMES = ['light', 'dark', 'system'] as const;
export type Theme = (typeof THEMES)[number];

export const settingsSchema = z.object({ language: z.enum(LANGUAGES), theme: z.enum(THEMES) });
export type Settings = z.infer<typeof settingsSchema>;

export interface ChosenFile {
  token: FileToken;
  name: string;
}

/** What the page is told when it starts: the project to open, and the sample order file if that project is the untouched sample. */
export interface Startup {
  settings: Settings;
  project: ChosenFile;
  sampleOrders: ChosenFile | null;
}

/** Menu items that the page carries out. */
export const MENU_COMMANDS = ['import', 'open-project', 'new-project', 'export-pdf', 'overview', 'cohorts', 'imports', 'rejected', 'definitions', 'palette'] as const;
export type MenuCommand = (typeof MENU_COMMANDS)[number];

/** What the report page is asked to print. The project is the one that is open. */
export const reportRequestSchema = z.object({
  language: z.enum(LANGUAGES),
  scope: scopeSchema,
  period: periodSchema.nullable(),
  format: z.enum(['pdf', 'html']),
});
export type ReportRequest = z.infer<typeof reportRequestSchema>;

/** `html` is the whole self-contained document when that format was asked for. */
export type ReportOutcome = { ok: true; html: string | null } | { ok: false; error: EngineError };

/** The handful of calls that the preload hands to the page as `window.tenure`. Paths never cross it. */
export interface ShellApi {
  startup(): Promise<Startup>;
  saveSettings(settings: Settings): Promise<void>;
  /** `null` when the user closes the dialog. */
  chooseOrderFiles(): Promise<ChosenFile[] | null>;
  chooseProject(mode: 'open' | 'new'): Promise<ChosenFile | null>;
  /** Files dropped on the page; the preload asks Electron for their paths and gives them to the shell. */
  registerDropped(files: File[]): Promise<ChosenFile[]>;
  /** Asks where to save, prints the report page, and answers the file’s name, or `null` if the user changed their mind. */
  exportReport(request: ReportRequest): Promise<string | null>;
  /** For the report page: what it is to print, and its word when it is drawn or cannot be. */
  reportRequest(): Promise<ReportRequest>;
  reportReady(outcome: ReportOutcome): void;
  onMenu(listener: (command: MenuCommand) => void): () => void;
  /** The engine’s port arrives at start and again after the engine was restarted. */
  onEngine(listener: (port: MessagePort, reason: 'started' | 'restarted') => void): () => void;
}
