import { z } from 'zod';
import type { EngineError } from './errors.ts';
import type { FileToken } from './imports.ts';
import { periodSchema, scopeSchema } from './scope.ts';

export const LANGUAGES = ['en', 'uk', 'pl', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];
export const THEMES = ['light', 'dark', 'system'] as const;
export type Theme = (typeof THEMES)[number];

export const settingsSchema = z.object({
  language: z.enum(LANGUAGES),
  theme: z.enum(THEMES),
  /** Whether every list, profile and export names people by hashes; absent: no. */
  hidesPersonalData: z.boolean().optional(),
  /** Columns of the table of customers that were chosen, by their names; absent: the usual ones. */
  customerColumns: z.array(z.string().max(220)).max(60).optional(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** What the dialog for order files lets the user choose. */
export const ORDER_FILES_FROM = ['files', 'folder'] as const;
export type OrderFilesFrom = (typeof ORDER_FILES_FROM)[number];

export interface ChosenFile {
  token: FileToken;
  name: string;
}

/** What the page is told when it starts: the project to open, and the files of the sample shop if that project is the sample:
 *  the page opens that one with `create: true` and imports the files when it has no lines yet. */
export interface Startup {
  settings: Settings;
  project: ChosenFile;
  sample: ChosenFile[];
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

/** Kinds of files that tables are written to. */
export const TABLE_EXTENSIONS = ['csv', 'xlsx', 'parquet', 'arrow'] as const;

/** What the save dialog proposes. `suggestedName` is a file name without a folder and without the extension. */
export const saveFileSchema = z.object({ suggestedName: z.string().min(1).max(120).regex(/^[^\\/:*?"<>|\p{Cc}]+$/u), extension: z.enum(TABLE_EXTENSIONS) });
export type SaveFileRequest = z.infer<typeof saveFileSchema>;

/** How an export ended; `name` is the file’s name without its folder. */
export type ExportOutcome = { ok: true; name: string } | { ok: false; error: EngineError };

/** After `connectEngine()` the page’s own window gets a `message` event whose data fits this schema and whose `ports[0]` is the
 *  engine’s port (a MessagePort cannot cross Electron’s context bridge). Take it only when `event.source === window`.
 *  A later one (`restarted`) replaces the port before it: close that one, open the project again. */
export const ENGINE_PORT_MESSAGE = 'tenure-engine-port';
export const enginePortMessageSchema = z.object({ type: z.literal(ENGINE_PORT_MESSAGE), reason: z.enum(['started', 'restarted']) });
export type EnginePortMessage = z.infer<typeof enginePortMessageSchema>;

/** The handful of calls that the preload hands to the page as `window.tenure`. Paths never cross it. */
export interface ShellApi {
  startup(): Promise<Startup>;
  saveSettings(settings: Settings): Promise<void>;
  /** Files, or the order files of a folder. `null` when the user closes the dialog. */
  chooseOrderFiles(from: OrderFilesFrom): Promise<ChosenFile[] | null>;
  chooseProject(mode: 'open' | 'new'): Promise<ChosenFile | null>;
  /** Asks where to save a table; the token lets the engine write that file, and read none. `null` when the user closes the dialog. */
  chooseSaveFile(request: SaveFileRequest): Promise<FileToken | null>;
  /** Files dropped on the page, and the order files of folders among them; the preload asks Electron for their paths and gives them to the shell. */
  registerDropped(files: File[]): Promise<ChosenFile[]>;
  /** The page’s word that the engine opened this project; the next start opens it again. */
  projectOpened(file: FileToken): Promise<void>;
  /** Asks where to save and prints the report page; `null` if the user changed their mind. */
  exportReport(request: ReportRequest): Promise<ExportOutcome | null>;
  /** For the report page: what it is to print, and its word when it is drawn or cannot be. */
  reportRequest(): Promise<ReportRequest>;
  reportReady(outcome: ReportOutcome): void;
  onMenu(listener: (command: MenuCommand) => void): () => void;
  /** Asks for a fresh engine port: see ENGINE_PORT_MESSAGE. Listen before calling it. */
  connectEngine(): void;
}
