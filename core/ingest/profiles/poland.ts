import { ORDER_LEVEL_FIELDS, type Profile } from './profile.ts';

/** BaseLinker’s export is put together by each shop: recognised by the field names of its API (api.baselinker.com, getOrders; dates in
 *  Unix seconds) and by the usual Polish headers. */
export const BASELINKER: readonly Profile[] = [
  {
    name: 'baselinker',
    required: ['orderid', 'dateadd|dateconfirmed', 'ordersource|orderstatusid|userlogin', 'pricebrutto', 'quantity'],
    fields: {
      order: 'orderid',
      date: 'dateadd dateconfirmed',
      email: 'email',
      phone: 'phone',
      product: 'sku productid',
      productName: 'productname name',
      quantity: 'quantity',
      unitPrice: 'pricebrutto',
      currency: 'currency',
      status: 'orderstatus orderstatusname',
      channel: 'ordersource',
      city: 'deliverycity',
      country: 'deliverycountrycode deliverycountry',
    },
    fallbacks: [{ field: 'customer', without: 'email', headers: 'userlogin' }],
    rowRules: { fill: ['order', ...ORDER_LEVEL_FIELDS], once: [] },
  },
  {
    name: 'baselinker',
    required: ['numerzamówienia|nrzamówienia|idzamówienia', 'datazłożenia|datadodania|datazamówienia', 'źródło|źródłozamówienia', 'nazwaproduktu|nazwa', 'ilość', 'cenabrutto|cena'],
    fields: {
      order: 'numerzamówienia nrzamówienia idzamówienia',
      date: 'datazłożenia datadodania datazamówienia',
      email: 'email adresemail',
      phone: 'telefon numertelefonu',
      product: 'sku symbol ean',
      productName: 'nazwaproduktu nazwa',
      quantity: 'ilość',
      unitPrice: 'cenabrutto cena',
      currency: 'waluta',
      status: 'status statuszamówienia',
      channel: 'źródłozamówienia źródło',
      city: 'miasto miastodostawy',
      country: 'kraj krajdostawy',
    },
    fallbacks: [{ field: 'customer', without: 'email', headers: 'login loginklienta nickkupującego klient' }],
    rowRules: { fill: ['order', ...ORDER_LEVEL_FIELDS], once: [] },
  },
];

/** Allegro’s sales report as a table of bought items: headers by the names of its API (developer.allegro.pl, checkout forms), or in Polish. */
export const ALLEGRO: readonly Profile[] = [
  {
    name: 'allegro',
    required: ['orderid', 'buyerlogin', 'offerid|offername', 'quantity', 'price'],
    fields: {
      order: 'orderid',
      date: 'boughtat orderdate purchasedate',
      customer: 'buyerlogin',
      phone: 'buyerphone phonenumber',
      product: 'externalid offerid',
      productName: 'offername name',
      quantity: 'quantity',
      unitPrice: 'price',
      currency: 'currency',
      status: 'orderstatus status',
      city: 'deliverycity buyercity',
      country: 'deliverycountrycode buyercountrycode',
    },
    rowRules: { fill: ['order', ...ORDER_LEVEL_FIELDS], once: [] },
    currency: 'PLN',
  },
  {
    name: 'allegro',
    required: ['numerzamówienia|idzamówienia', 'loginkupującego', 'tytułoferty|nazwaoferty', 'liczbasztuk|ilość|liczba', 'cena|cenajednostkowa'],
    fields: {
      order: 'numerzamówienia idzamówienia',
      date: 'datazakupu datazamówienia data',
      customer: 'loginkupującego',
      product: 'sygnaturaoferty numeroferty',
      productName: 'tytułoferty nazwaoferty',
      quantity: 'liczbasztuk ilość liczba',
      unitPrice: 'cenajednostkowa cena',
      currency: 'waluta',
      status: 'statuszamówienia status',
      city: 'miasto',
      country: 'kraj',
    },
    rowRules: { fill: ['order', ...ORDER_LEVEL_FIELDS], once: [] },
    currency: 'PLN',
  },
];
