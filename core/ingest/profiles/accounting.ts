import { ORDER_LEVEL_FIELDS, type Profile } from './profile.ts';

/** InSales’ table of orders: a row for each product; selling and purchase price a piece. */
export const INSALES: readonly Profile[] = [
  {
    name: 'insales',
    required: ['номер|noзаказа|номерзаказа', 'датасоздания|датазаказа|создан', 'названиетовара|товар', 'ценапродажи', 'количество|колво'],
    fields: {
      order: 'номерзаказа noзаказа номер',
      date: 'датасоздания датазаказа создан',
      phone: 'телефон',
      email: 'email',
      product: 'артикул',
      productName: 'названиетовара товар',
      quantity: 'количество колво',
      unitPrice: 'ценапродажи',
      cost: 'закупочнаяцена',
      currency: 'валюта',
      status: 'статус статусзаказа',
      source: 'источник utmsource',
      coupon: 'купон промокод',
      city: 'город населенныйпункт',
    },
    fallbacks: [{ field: 'customer', without: 'phone', headers: 'покупатель клиент контактноелицо' }],
    rowRules: { fill: ['order', ...ORDER_LEVEL_FIELDS], once: [] },
    currency: 'RUB',
  },
];

/** Tables saved from 1C reports and documents, in Ukrainian or Russian: lines with the document, the counterparty and the item. */
export const ONE_C: readonly Profile[] = [
  {
    name: '1c',
    required: ['контрагент|покупатель|покупець', 'номенклатура', 'кількість|количество', 'сума|сумма|вартість|стоимость', 'дата|період|период|датадокумента'],
    fields: {
      order: 'номер номердокумента документ документпродажу документпродажи регістратор регистратор',
      date: 'дата датадокумента період период',
      customer: 'контрагент покупець покупатель',
      product: 'артикул код кодноменклатури кодноменклатуры',
      productName: 'номенклатура',
      category: 'групаноменклатури номенклатурнаягруппа',
      quantity: 'кількість количество',
      unitPrice: 'ціна цена',
      amount: 'сума сумма вартість стоимость',
      cost: 'собівартість себестоимость',
      currency: 'валюта',
      channel: 'підрозділ подразделение склад',
    },
    rowRules: { fill: ['order', ...ORDER_LEVEL_FIELDS], once: [] },
  },
];
