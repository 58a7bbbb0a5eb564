import type { customerValue as english } from '../en/customer-value.ts';
import type { Messages } from '../messages.ts';

export const customerValue: Messages<typeof english> = {
  profile: {
    likely: 'Очікувано замовлень {{horizon}}: {{orders}}, вартих {{value}}',
    likelyOrders: 'Очікувано замовлень {{horizon}}: {{orders}}',
    gone: 'Найімовірніше, клієнт пішов: імовірність, що він ще з вами, {{alive}}',
    none: 'Прогнозу для цього клієнта немає',
    waiting: 'Чого очікувати …',
    by: 'За {{model}}, яку підібрано до {{date}} на всіх клієнтах. Гроші — маржа, дисконтована на {{rate}} за рік; під кожним числом його 90 % інтервал.',
    notInModel: 'Жодна покупка цього клієнта не потрапляє у фільтри до {{date}}, тож модель його не знає.',
    notInPeriod: '{{model}} не дає числа для жодного клієнта.',
    choose: 'Модель і горизонт вибирають у розділі «Довічна цінність»',
    alive: 'Імовірність, що ще клієнт',
    orders: 'Замовлень {{horizon}}',
    value: 'CLV, цінність {{horizon}}',
    spend: 'Виручка з одного замовлення',
    history: 'Днів із повторною покупкою досі',
    boughtOnce: 'після однієї покупки невідомо',
    interval: '90 % інтервал',
    recency: 'від першої до останньої покупки',
    age: 'від першої покупки',
    weeks: '{{n}} тиж.',
    revenue: 'чиста виручка досі',
    aliveNote: 'Його інтервал — лише від параметрів.',
  },
};
