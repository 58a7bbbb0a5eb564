import { create } from 'zustand';
import { navigate } from 'wouter/use-hash-location';
import type { EngineError } from '../../../core/contract/errors.ts';
import type { Dialect, ImportForecast, ImportKind, ImportOutcome, ImportPlan, ImportProposal, ProfileName } from '../../../core/contract/imports.ts';
import type { Progress } from '../../../core/contract/rpc.ts';
import type { ChosenFile, OrderFilesFrom } from '../../../core/contract/shell.ts';
import { useNotices } from '../../app/notice-store.ts';
import { answered, openProject, refreshProject } from '../../app/session.ts';
import { callEngine, engineErrorOf } from '../../engine/client.ts';
import { useProjectState } from '../../engine/project-state.ts';
import { shell } from '../../engine/shell.ts';
import { withoutColumns, withSheet } from './plan-changes.ts';

/** `asking`: the first file is inspected, and its reading can be corrected until `running` begins. */
export type ImportStep = 'idle' | 'asking' | 'running' | 'done';

export interface DateQuestion {
  column: string;
  example: string;
}

export interface ImportFlow {
  step: ImportStep;
  files: readonly ChosenFile[];
  /** How the first file is read; the last answer stays while a correction is being looked at. */
  proposal: ImportProposal | null;
  /** The plan on screen: the proposal's, with corrections that are still being looked at. */
  plan: ImportPlan | null;
  inspecting: boolean;
  /** The plan as it was recognised: what a correction corrects. `null` while a remembered correction is followed. */
  recognised: ImportPlan | null;
  /** The plan before the user said anything. */
  untouched: ImportPlan | null;
  /** There is a remembered correction for these columns, whether or not it is followed. */
  hasSaved: boolean;
  /** A layout that the user chose and that the file does not have. */
  missedProfile: ProfileName | null;
  /** What the import would do, for the plan that it was counted for. */
  forecast: { plan: ImportPlan; result: ImportForecast } | null;
  forecasting: boolean;
  /** Dates that can be read in two ways; the import waits until the user has chosen an order. */
  dateQuestion: DateQuestion | null;
  progress: Progress | null;
  outcome: ImportOutcome | null;
  /** The user stopped the import, and is where it began. */
  stopped: boolean;
  error: EngineError | null;
}

const IDLE: ImportFlow = {
  step: 'idle',
  files: [],
  proposal: null,
  plan: null,
  inspecting: false,
  recognised: null,
  untouched: null,
  hasSaved: false,
  missedProfile: null,
  forecast: null,
  forecasting: false,
  dateQuestion: null,
  progress: null,
  outcome: null,
  stopped: false,
  error: null,
};

/** One import at a time, from the choice of files to its result. */
export const useImportFlow = create<ImportFlow>(() => IDLE);

/** Another column for one of these has dates of its own. */
const DATED_FIELDS = ['date', 'month', 'birthDate'] as const;

const { setState, getState } = useImportFlow;
let work: AbortController | null = null;

export async function chooseOrderFiles(from: OrderFilesFrom = 'files'): Promise<void> {
  const files = await answered(shell().chooseOrderFiles(from));
  if (files === null) return;
  if (files.length === 0) useNotices.getState().notify('warning', (t) => t('notice.emptyFolder'));
  beginImport(files);
}

/** Files dropped on the window: order files are imported, a single project is opened. */
export async function takeDropped(dropped: File[]): Promise<void> {
  const files = await answered(shell().registerDropped(dropped));
  const first = files?.[0];
  if (files !== null && first === undefined) useNotices.getState().notify('warning', (t) => t('notice.emptyFolder'));
  if (files === null || first === undefined) return;
  if (files.length === 1 && first.name.toLowerCase().endsWith('.tenure')) {
    await openProject(first, { create: false });
    navigate('/overview');
  } else {
    beginImport(files);
  }
}

export function beginImport(files: readonly ChosenFile[]): void {
  if (files.length === 0) return;
  if (useProjectState.getState().phase !== 'open' || getState().step === 'running') {
    useNotices.getState().notify('warning', (t) => t('notice.notImported'));
    return;
  }
  setState({ ...IDLE, step: 'asking', files });
  navigate('/imports');
  void inspect(null);
}

/** Reads the file as it is recognised, or as a file with the same columns was corrected before. */
export function followSaved(saved: boolean): void {
  setState({ dateQuestion: null });
  void inspect(null, { saved });
}

/** Shows the corrected plan at once, and asks how the file reads with it. */
export function correctPlan(plan: ImportPlan): void {
  const before = getState().plan;
  const isDated = DATED_FIELDS.some((field) => plan.mapping[field] !== undefined && plan.mapping[field] !== before?.mapping[field]);
  setState(isDated ? { plan, dateQuestion: null } : { plan });
  void inspect(plan, { ...(isDated && { findDates: true }) });
}

/** Corrects the plan on screen in one thing. */
export function changePlan(change: (plan: ImportPlan) => ImportPlan): void {
  const { plan } = getState();
  if (plan !== null) correctPlan(change(plan));
}

/** The user's word on what the file holds: its columns are recognised anew. */
export function chooseKind(kind: ImportKind): void {
  const { plan } = getState();
  if (plan !== null) void inspect(withoutColumns(plan), { kind });
}

/** The user's word on the layout: its columns are recognised anew. */
export function chooseProfile(profile: ProfileName): void {
  const { plan } = getState();
  if (plan !== null) void inspect(withoutColumns(plan), { profile });
}

/** Another sheet of the workbook: its dates are a question of their own. */
export function chooseSheet(sheet: string): void {
  const { plan } = getState();
  setState({ dateQuestion: null });
  if (plan !== null) correctPlan(withSheet(plan, sheet));
}

/** The user's word on dates that can be read in two ways. */
export function answerDateOrder(dateOrder: Dialect['dateOrder']): void {
  const { plan } = getState();
  setState({ dateQuestion: null });
  if (plan !== null) correctPlan({ ...plan, dialect: { ...plan.dialect, dateOrder } });
}

/** Counts what the import would do with the plan on screen; a later correction makes it void. */
export async function askForecast(): Promise<void> {
  const { files, plan } = getState();
  if (plan === null) return;
  const controller = replaceWork();
  setState({ forecasting: true, forecast: null });
  try {
    const result = await callEngine('import.forecast', { files: files.map(({ token }) => token), plan }, { signal: controller.signal, onProgress: (progress) => setState({ progress }) });
    if (work === controller) setState({ forecasting: false, progress: null, forecast: { plan, result } });
  } catch (thrown) {
    const error = engineErrorOf(thrown);
    if (work === controller) setState({ forecasting: false, progress: null, error: error.code === 'CANCELLED' ? null : error });
  }
}

export async function runImport(): Promise<void> {
  const { files, plan, untouched } = getState();
  const controller = replaceWork();
  setState({ step: 'running', progress: null, error: null, stopped: false, forecasting: false });
  try {
    const corrects = plan === untouched ? null : await recognisedPlan(controller.signal);
    const outcome = await callEngine(
      'import.run',
      { files: files.map(({ token }) => token), plan, ...(corrects !== null && { corrects }) },
      { signal: controller.signal, onProgress: (progress) => setState({ progress }) },
    );
    await refreshProject();
    setState({ step: 'done', outcome });
  } catch (thrown) {
    const error = engineErrorOf(thrown);
    const stopped = error.code === 'CANCELLED';
    setState({ step: 'asking', progress: null, stopped, error: stopped ? null : error });
  }
}

/** What the plan on screen corrects; asked for where a remembered correction was followed instead. */
async function recognisedPlan(signal: AbortSignal): Promise<ImportPlan | null> {
  const { files, recognised } = getState();
  const [first] = files;
  if (recognised !== null || first === undefined) return recognised;
  return (await callEngine('import.inspect', { file: first.token, plan: null, saved: false }, { signal })).plan;
}

/** Stops what is under way: the import, or the counting before it. */
export function stopImport(): void {
  work?.abort();
}

export function closeImport(): void {
  work?.abort();
  setState(IDLE);
}

interface Word {
  kind?: ImportKind;
  profile?: ProfileName;
  findDates?: boolean;
  saved?: boolean;
}

async function inspect(plan: ImportPlan | null, word: Word = {}): Promise<void> {
  const [first] = getState().files;
  if (first === undefined) return;
  const controller = replaceWork();
  setState({ inspecting: true, error: null, stopped: false, forecast: null, forecasting: false });
  try {
    const proposal = await callEngine('import.inspect', { file: first.token, plan, ...word }, { signal: controller.signal });
    if (work !== controller) return;
    const asked = proposal.warnings.find((warning) => warning.code === 'ambiguous-dates');
    setState({
      proposal,
      plan: proposal.plan,
      inspecting: false,
      missedProfile: word.profile !== undefined && proposal.plan.profile !== word.profile ? word.profile : null,
      ...(plan === null && { untouched: proposal.plan, recognised: proposal.saved === null ? proposal.plan : null, hasSaved: getState().hasSaved || proposal.saved !== null }),
      ...(asked === undefined ? {} : { dateQuestion: { column: asked.column, example: asked.example } }),
    });
  } catch (thrown) {
    if (work === controller) setState({ inspecting: false, error: engineErrorOf(thrown) });
  }
}

function replaceWork(): AbortController {
  work?.abort();
  work = new AbortController();
  return work;
}
