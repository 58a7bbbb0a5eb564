import type { customers as english } from '../en/customers.ts';
import type { Messages } from '../messages.ts';

export const customers: Messages<typeof english> = {
  drawer: 'Клиенты за этим числом',
  total_one: '{{n}} клиент',
  total_few: '{{n}} клиента',
  total_many: '{{n}} клиентов',
  total_other: '{{n}} клиента',
  column: {
    customer: 'Клиент',
    firstOrder: 'Первый заказ',
    lastOrder: 'Последний заказ',
    orders: 'Заказы',
    netRevenue: 'Чистая выручка',
  },
  counted: 'Заказы и деньги учтены по состоянию на {{asOf}}',
  close: 'Закрыть',
  loading: 'Загрузка клиентов…',
  rowLoading: '…',
  error: 'Не удалось показать клиентов.',
  again: 'Попробовать ещё раз',
  empty: 'За этим числом нет ни одного клиента.',
};
