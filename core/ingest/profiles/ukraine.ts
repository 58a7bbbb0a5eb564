import { ORDER_LEVEL_FIELDS, type Profile } from './profile.ts';

/** Prom.ua’s table of orders: a row for each product under the order’s number, “Cost” being the order’s total on each of them (support pages of
 *  the same marketplace software, support.vendigo.ro, “Exportul comenzilor”); counted by price and quantity, so the total is not needed. */
export const PROM: readonly Profile[] = [
  {
    name: 'prom',
    required: ['номерзамовлення|номерзаказа', 'піб|фио|пібпокупця|фиопокупателя', 'назватовару|названиетовара', 'кількість|количество|ксть', 'ціна|цена|ціназаодиницю', 'джерело|джерелозамовлення|источник|источникзаказа'],
    fields: {
      order: 'номерзамовлення номерзаказа',
      date: 'дата датазамовлення датаоформлення датаоформления датазаказа',
      phone: 'телефон номертелефону номертелефона',
      email: 'email електроннапошта электроннаяпочта',
      product: 'артикул кодтовару кодтовара',
      productName: 'назватовару названиетовара',
      quantity: 'кількість количество ксть',
      unitPrice: 'ціна цена ціназаодиницю',
      currency: 'валюта',
      status: 'статус статусзамовлення статусзаказа',
      source: 'джерело джерелозамовлення источник источникзаказа',
      coupon: 'промокод',
      city: 'місто город',
    },
    fallbacks: [{ field: 'customer', without: 'phone', headers: 'піб фио пібпокупця фиопокупателя' }],
    rowRules: { fill: ['order', ...ORDER_LEVEL_FIELDS], once: [] },
    currency: 'UAH',
  },
];

/** Horoshop by the field names of its API (orders/get) and by the headers of its table of orders. */
export const HOROSHOP: readonly Profile[] = [
  {
    name: 'horoshop',
    required: ['orderid', 'statcreated', 'deliveryphone|deliveryemail', 'totalsum|price'],
    fields: {
      order: 'orderid',
      date: 'statcreated',
      phone: 'deliveryphone',
      email: 'deliveryemail',
      product: 'article',
      productName: 'title',
      quantity: 'quantity',
      unitPrice: 'price',
      currency: 'currency',
      status: 'statstatus',
      coupon: 'couponcode',
      city: 'deliverycity',
    },
    fallbacks: [{ field: 'amount', without: 'unitPrice', headers: 'totalsum' }],
    rowRules: { fill: ['order', ...ORDER_LEVEL_FIELDS], once: ['amount'] },
  },
  {
    name: 'horoshop',
    required: ['номерзамовлення|noзамовлення', 'датастворення|дата', 'отримувач|одержувач', 'артикул', 'кількість|ксть', 'ціна', 'загальнасума|сумазамовлення'],
    fields: {
      order: 'номерзамовлення noзамовлення',
      date: 'датастворення дата',
      phone: 'телефон телефонотримувача',
      email: 'email електроннапошта',
      product: 'артикул',
      productName: 'назва назватовару товар',
      quantity: 'кількість ксть',
      unitPrice: 'ціна',
      currency: 'валюта',
      status: 'статус статусзамовлення',
      coupon: 'купон промокод',
      city: 'місто',
    },
    fallbacks: [{ field: 'customer', without: 'phone', headers: 'отримувач одержувач' }],
    rowRules: { fill: ['order', ...ORDER_LEVEL_FIELDS], once: [] },
    currency: 'UAH',
  },
];

/** KeyCRM’s table of orders: a row an order, or a row for each product with the order’s fields repeated or blank. */
export const KEYCRM: readonly Profile[] = [
  {
    name: 'keycrm',
    required: ['id|idзамовлення|номерзамовлення', 'джерело', 'менеджер', 'покупець|імяпокупця|клієнт', 'статус', 'датастворення|створено|створенов'],
    fields: {
      order: 'idзамовлення номерзамовлення id',
      date: 'датастворення створено створенов',
      phone: 'телефон телефонпокупця номертелефону',
      email: 'email emailпокупця',
      product: 'sku артикул',
      productName: 'товар назватовару назва',
      quantity: 'кількість',
      unitPrice: 'ціна ціназаодиницю',
      currency: 'валюта',
      status: 'статус',
      channel: 'джерело',
      source: 'utmsource',
      coupon: 'промокод',
      city: 'місто містодоставки',
    },
    fallbacks: [
      { field: 'amount', without: 'unitPrice', headers: 'сумазамовлення загальнасума сума' },
      { field: 'customer', without: 'phone', headers: 'покупець імяпокупця клієнт' },
    ],
    rowRules: { fill: ['order', ...ORDER_LEVEL_FIELDS], once: [] },
    currency: 'UAH',
  },
];
