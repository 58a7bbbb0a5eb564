import { useMemo } from 'react';
import type { CustomerColumn } from '../../../core/contract/customers.ts';
import { useSettings } from '../../app/settings-store.ts';
import { useEngine } from '../../engine/client.ts';
import { useProjectState } from '../../engine/project-state.ts';
import { chosenColumns, offeredColumns } from './customer-columns.ts';

export interface Columns {
  /** Whether the project has records of customers. */
  hasRecords: boolean;
  offered: readonly CustomerColumn[];
  chosen: CustomerColumn[];
  /** Nothing was chosen: these are the usual ones. */
  isUsual: boolean;
}

/** The columns of a table of customers: what this project offers, and what the user chose of it. */
export function useColumns(): Columns {
  const chosen = useSettings((state) => state.customerColumns);
  const hasRecords = useProjectState((state) => (state.info?.facts.customerRecords ?? 0) > 0);
  const { data: attributes } = useEngine('customers.attributes', null, { enabled: hasRecords });
  return useMemo(() => {
    const offered = offeredColumns(hasRecords, attributes ?? []);
    return { hasRecords, offered, chosen: chosenColumns(chosen, offered), isUsual: chosen === undefined };
  }, [chosen, hasRecords, attributes]);
}
