import type { customers as english } from '../en/customers.ts';
import type { Messages } from '../messages.ts';

export const customers: Messages<typeof english> = {
  drawer: 'Klienci stojący za liczbą',
  total_one: '{{n}} klient',
  total_few: '{{n}} klientów',
  total_many: '{{n}} klientów',
  total_other: '{{n}} klienta',
  column: {
    customer: 'Klient',
    firstOrder: 'Pierwsze zamówienie',
    lastOrder: 'Ostatnie zamówienie',
    orders: 'Zamówienia',
    netRevenue: 'Przychód netto',
  },
  counted: 'Zamówienia i pieniądze według stanu na {{asOf}}.',
  close: 'Zamknij',
  loading: 'Pobieranie klientów…',
  rowLoading: '…',
  error: 'Nie udało się pokazać klientów.',
  again: 'Spróbuj ponownie',
  empty: 'Za tą liczbą nie stoi żaden klient.',
};
