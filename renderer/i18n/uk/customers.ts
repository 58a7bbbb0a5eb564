import type { customers as english } from '../en/customers.ts';
import type { Messages } from '../messages.ts';

export const customers: Messages<typeof english> = {
  drawer: 'Клієнти за цим числом',
  total_one: '{{n}} клієнт',
  total_few: '{{n}} клієнти',
  total_many: '{{n}} клієнтів',
  total_other: '{{n}} клієнта',
  column: {
    customer: 'Клієнт',
    firstOrder: 'Перше замовлення',
    lastOrder: 'Останнє замовлення',
    orders: 'Замовлення',
    netRevenue: 'Чиста виручка',
  },
  counted: 'Замовлення й гроші враховано станом на {{asOf}}',
  close: 'Закрити',
  loading: 'Завантаження клієнтів…',
  rowLoading: '…',
  error: 'Не вдалося показати клієнтів.',
  again: 'Спробувати ще раз',
  empty: 'За цим числом немає жодного клієнта.',
};
