import type { EngineError } from '../core/contract/errors.ts';

/** One English line for a terminal. */
export function errorLine(error: EngineError): string {
  switch (error.code) {
    case 'CANCELLED':
      return 'cancelled';
    case 'DISCONNECTED':
      return 'the engine stopped before it answered';
    case 'BAD_REQUEST':
      return `bad request ${error.method}: ${oneLine(error.detail)}`;
    case 'FILE':
      return `${error.file}: ${plain(error.fault)}${error.line === null ? '' : ` (line ${error.line})`}`;
    case 'PROJECT':
      return `${error.file}: ${plain(error.fault)}`;
    case 'UNMAPPED_COLUMNS':
      return `${error.file}: no column for ${error.missing.join(', ')}`;
    case 'UNKNOWN_FIELD':
      return `unknown field ${error.field}; known: ${error.known.join(', ')}`;
    case 'AMBIGUOUS_DATES':
      return `${error.file}: the dates of column ${error.column} can be read in two ways, for example ${error.example}`;
    case 'AMBIGUOUS_COLUMNS':
      return `${error.file}: several columns are called ${error.column}, and differ`;
    case 'NO_SUCH_IMPORT':
      return `the project has no import ${error.importId}`;
    case 'TOO_LARGE':
      return `too large: ${error.count} ${error.what}, at most ${error.most}`;
    case 'NO_ORDERS':
      return 'the project has no orders to report on';
    case 'SQL':
    case 'INTERNAL':
      return oneLine(error.detail);
  }
}

const plain = (fault: string): string => fault.replaceAll('-', ' ');
const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, '; ');
