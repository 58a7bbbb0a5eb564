import { ORDER_LEVEL_FIELDS, type Profile } from './profile.ts';

/** Square: Item Sales › Items detail, one row an item; refunds are rows of their own with negative amounts. Net sales are without tax. */
export const SQUARE: readonly Profile[] = [
  {
    name: 'square',
    required: ['date', 'item', 'qty', 'grosssales|productsales', 'netsales', 'transactionid'],
    fields: {
      order: 'transactionid',
      date: 'date',
      time: 'time',
      customer: 'customerid',
      product: 'sku',
      productName: 'item',
      category: 'category',
      quantity: 'qty',
      amount: 'netsales',
      channel: 'channel diningoption',
    },
    fallbacks: [{ field: 'customer', without: 'customer', headers: 'customername' }],
    attributes: ['location'],
    currency: 'USD',
  },
];

/** Poster: receipts with their items, in Ukrainian or Russian. */
export const POSTER: readonly Profile[] = [
  {
    name: 'poster',
    required: ['чек|noчека|номерчека', 'закрито|датазакриття|закрыт|датазакрытия', 'товар|назватовару|название|названиетовара', 'кількість|количество|ксть|колво', 'сума|сумма|доплати|коплате'],
    fields: {
      order: 'чек noчека номерчека',
      date: 'закрито датазакриття закрыт датазакрытия',
      customer: 'клієнт клиент',
      phone: 'телефон телефонклієнта телефонклиента',
      productName: 'товар назватовару название названиетовара',
      category: 'категорія категория',
      quantity: 'кількість количество ксть колво',
      amount: 'доплати коплате сума сумма',
      cost: 'собівартість себестоимость',
      channel: 'заклад заведение',
      city: 'місто город',
    },
    rowRules: { fill: ['order', ...ORDER_LEVEL_FIELDS], once: [] },
  },
];
