import type { OrderField } from '../contract/imports.ts';

/** Headers by which a field goes, in English, Ukrainian, Polish and Russian; the first ones are the surest. Written as normaliseHeader leaves them. */
const FIELD_NAMES: Readonly<Record<OrderField, string>> = {
  order:
    'orderid invoiceno orderno ordernumber ordercode orderref orderreference transactionid basketid invoiceid invoicenumber invoice receiptid receiptno receiptnumber order transaction basket receipt checkno ticketno ' +
    'номерзамовлення noзамовлення idзамовлення кодзамовлення замовлення номерчека noчека чек номеррахунку ' +
    'numerzamówienia nrzamówienia idzamówienia zamówienie numerparagonu nrparagonu paragon numerfaktury faktura ' +
    'номерзаказа noзаказа idзаказа кодзаказа заказ чекномер номерсчета',
  customer:
    'customerid customerno customernumber customercode clientid clientcode buyerid userid accountid householdid memberid customer client buyer customername clientname buyername ' +
    'idклієнта кодклієнта номерклієнта клієнт покупець idпокупця ' +
    'idklienta kodklienta nrklienta numerklienta klient kupujący nabywca ' +
    'idклиента кодклиента номерклиента клиент покупатель idпокупателя контрагент',
  email: 'email emailaddress customeremail buyeremail clientemail mail eпошта електроннапошта пошта adresemail mailkupującego электроннаяпочта почта',
  phone: 'phone phonenumber telephone mobile customerphone телефон номертелефону telefon numertelefonu номертелефона',
  date:
    'orderdate invoicedate date datetime orderdatetime ordertime createdat createddate created purchasedate purchasedat transactiondate transactiontimestamp timestamp soldat saledate placedat paidat ' +
    'датазамовлення дата датастворення датапокупки датачас часзамовлення створено ' +
    'datazamówienia data datautworzenia datazakupu datazłożenia ' +
    'датазаказа датасоздания датапокупки датавремя создан',
  time: 'time hour час godzina czas время',
  product:
    'productid sku productcode stockcode itemid itemcode itemno itemnumber articleno article productsku lineitemsku variantsku ean barcode upc asin product item lineitemname ' +
    'артикул кодтовару idтовару товар штрихкод ' +
    'idproduktu kodproduktu symbol produkt towar kodtowaru ' +
    'кодтовара idтовара номенклатура',
  productName: 'productname description itemname productdescription producttitle title lineitemname itemdescription product item назва назватовару найменування nazwa nazwaproduktu nazwatowaru название названиетовара наименование товар produkt towar номенклатура',
  category: 'category productcategory productgroup productline producttype department категорія група категоріятовару kategoria grupa kategoriaproduktu категория группа категориятовара',
  quantity: 'quantity qty units pieces itemsquantity lineitemquantity quantityordered count кількість кть кол ilość szt sztuki sztuk количество колво колич штук',
  unitPrice: 'unitprice priceperunit itemprice price lineitemprice sellingprice цінаодиниці ціназа1 ціназа ціна cenajednostkowa cenazasztukę cena ценазаединицу ценаза1 цена',
  discount: 'discount discountamount linediscount itemdiscount totaldiscount знижка сумазнижки rabat zniżka kwotarabatu скидка суммаскидки',
  amount:
    'linetotal lineamount amount total totalamount totalprice salesvalue sales revenue netamount subtotal grandtotal ordertotal ' +
    'сума всього вартість разом сумазамовлення ' +
    'kwota suma wartość razem łącznie wartośćzamówienia ' +
    'сумма итого стоимость всего суммазаказа',
  refund: 'refund refundamount refunded refundedamount amountrefunded повернення сумаповернення zwrot kwotazwrotu возврат суммавозврата',
  cost: 'cost costofgoods cogs costamount linecost purchasecost totalcost unitcost costperunit purchaseprice costprice costpriceperunit собівартість закупівельнаціна собівартістьодиниці kosztwłasny koszt cenazakupu kosztjednostkowy себестоимость закупочнаяцена себестоимостьединицы',
  currency: 'currency currencycode валюта waluta',
  status: 'status orderstatus state financialstatus статус статусзамовлення stan statuszamówienia статусзаказа состояние',
  cancelledAt: 'cancelledat canceledat cancelledon canceledon cancellationdate датаскасування dataanulowania датаотмены',
  channel: 'channel saleschannel orderchannel канал каналпродажів kanał kanałsprzedaży каналпродаж',
  source: 'source trafficsource utmsource acquisitionsource джерело źródło источник',
  coupon: 'coupon couponcode promocode vouchercode voucher discountcode promo промокод купон kupon kodrabatowy kodpromocyjny',
  city: 'city town shippingcity місто miasto город',
  country: 'country countrycode shippingcountry країна kraj страна',
};

const LATIN_LOOKALIKES: Readonly<Record<string, string>> = { а: 'a', в: 'b', е: 'e', і: 'i', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', с: 'c', т: 't', у: 'y', х: 'x' };
const CYRILLIC_LOOKALIKES = Object.fromEntries(Object.entries(LATIN_LOOKALIKES).map(([cyrillic, latin]) => [latin, cyrillic]));

/** Letters and digits only, lower case: "Invoice No." and "invoice_no" are one name. A word written in two scripts, such as "Customer" with a
 *  Cyrillic С, is taken to be in the one that it has more letters of. */
export function normaliseHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map(inOneScript)
    .join('');
}

function inOneScript(word: string): string {
  const latin = word.match(/[a-z]/gu)?.length ?? 0;
  const cyrillic = word.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  if (latin === 0 || cyrillic === 0) return word;
  const lookalikes = latin >= cyrillic ? LATIN_LOOKALIKES : CYRILLIC_LOOKALIKES;
  const letters = Array.from(word, (letter) => lookalikes[letter] ?? letter).join('');
  // Letters without a double show that both scripts are meant.
  return /[a-z]/u.test(letters) && /\p{Script=Cyrillic}/u.test(letters) ? word : letters;
}

/** The column of each order field that the headers name. */
export function fieldsByName(headers: readonly string[]): Map<OrderField, number> {
  return columnsByName(headers, Object.entries(FIELD_NAMES) as [OrderField, string][]);
}

/** The column of each field whose names (normalised, by spaces apart, surest first) the headers hold: the surest name wins, then the leftmost column; a column serves one field. */
export function columnsByName<F extends string>(headers: readonly string[], fieldNames: readonly (readonly [F, string])[]): Map<F, number> {
  const columns = new Map<string, number>();
  for (const [index, header] of headers.entries()) {
    const name = normaliseHeader(withoutUnit(header));
    if (name !== '' && !columns.has(name)) columns.set(name, index);
  }
  const candidates: { field: F; column: number; rank: number }[] = [];
  for (const [field, names] of fieldNames) {
    for (const [rank, name] of names.split(' ').entries()) {
      const column = columns.get(name);
      if (column !== undefined) candidates.push({ field, column, rank });
    }
  }
  candidates.sort((one, other) => one.rank - other.rank || one.column - other.column);
  const chosen = new Map<F, number>();
  const taken = new Set<number>();
  for (const { field, column } of candidates) {
    if (chosen.has(field) || taken.has(column)) continue;
    chosen.set(field, column);
    taken.add(column);
  }
  return chosen;
}

/** A cost header that speaks of one unit: the column holds cost per unit, otherwise the line’s cost. */
export function isPerUnit(header: string): boolean {
  return /unit|each|price|одиниц|за\s*од|ціна|jedn|szt|cena|единиц|за\s*ед|цена/iu.test(header);
}

/** "Price (USD)" and "Сума, грн" are named by what stands before. */
function withoutUnit(header: string): string {
  const bare = header.replace(/\s*[([].*[)\]]\s*$/u, '').replace(/,\s*\S{1,4}\.?\s*$/u, '');
  return bare.trim() === '' ? header : bare;
}
