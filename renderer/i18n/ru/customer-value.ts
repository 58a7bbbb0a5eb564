import type { customerValue as english } from '../en/customer-value.ts';
import type { Messages } from '../messages.ts';

export const customerValue: Messages<typeof english> = {
  profile: {
    likely: 'Ожидается заказов {{horizon}}: {{orders}}, на {{value}}',
    likelyOrders: 'Ожидается заказов {{horizon}}: {{orders}}',
    gone: 'Скорее всего, клиент ушёл: вероятность, что он ещё с вами, {{alive}}',
    none: 'Прогноза для этого клиента нет',
    waiting: 'Чего ожидать …',
    by: 'По {{model}}, которую подобрали до {{date}} на всех клиентах. Деньги — маржа, дисконтированная на {{rate}} в год; под каждым числом его 90 % интервал.',
    notInModel: 'Ни одна покупка этого клиента не попадает в фильтры до {{date}}, поэтому модель его не знает.',
    notInPeriod: '{{model}} не даёт числа ни для одного клиента.',
    choose: 'Модель и горизонт выбирают в разделе «Ценность клиентов»',
    alive: 'Вероятность, что ещё клиент',
    orders: 'Заказов {{horizon}}',
    value: 'CLV, ценность {{horizon}}',
    spend: 'Выручка с одного заказа',
    history: 'Дней с повторной покупкой до сих пор',
    boughtOnce: 'после одной покупки неизвестно',
    interval: '90 % интервал',
    recency: 'от первой до последней покупки',
    age: 'с первой покупки',
    weeks: '{{n}} нед.',
    revenue: 'чистая выручка до сих пор',
    aliveNote: 'Её интервал — только от параметров.',
  },
};
