import { type KIND_FIELDS, type ImportField, type ImportKind } from '../../contract/imports.ts';
import { columnsByName } from '../field-names.ts';

type FactKind = Exclude<ImportKind, 'orders'>;
type KindNames<K extends FactKind> = Readonly<Record<(typeof KIND_FIELDS)[K][number], string>>;

const CUSTOMER =
  'customerid customerno customernumber customercode clientid clientcode buyerid userid accountid memberid id customer client buyer ' +
  'idклієнта кодклієнта номерклієнта клієнт покупець idпокупця idklienta kodklienta nrklienta numerklienta klient kupujący ' +
  'idклиента кодклиента номерклиента клиент покупатель idпокупателя контрагент';
const EMAIL = 'email emailaddress customeremail buyeremail clientemail mail eпошта електроннапошта пошта adresemail электроннаяпочта почта';
const PHONE = 'phone phonenumber telephone mobile customerphone телефон номертелефону telefon numertelefonu номертелефона';
const CHANNEL = 'channel saleschannel канал каналпродажів kanał kanałsprzedaży каналпродаж';
const CURRENCY = 'currency currencycode валюта waluta';

/** Headers by which a field of a kind goes, in English, Ukrainian, Polish and Russian; the first ones are the surest. Written as
 *  normaliseHeader leaves them. */
const NAMES: { [K in FactKind]: KindNames<K> } = {
  customers: {
    customer: CUSTOMER,
    email: EMAIL,
    phone: PHONE,
    name: 'name fullname customername clientname buyername імя піб імяклієнта повнеімя imięinazwisko imię nazwisko nazwa nazwaklienta имя фио имяклиента',
    birthDate: 'birthdate dateofbirth birthday dob датанародження деньнародження dataurodzenia urodziny датарождения деньрождения',
    city: 'city town місто miasto город',
    country: 'country countrycode країна kraj страна',
    source: 'source trafficsource utmsource acquisitionsource джерело źródło источник',
    consent: 'consent acceptsmarketing marketingconsent optin emailoptin newsletter subscribed згода згоданарозсилку zgoda zgodamarketingowa согласие согласиенарассылку',
  },
  feedback: {
    customer: CUSTOMER,
    email: EMAIL,
    phone: PHONE,
    order: 'orderid orderno ordernumber order номерзамовлення замовлення numerzamówienia zamówienie номерзаказа заказ',
    date: 'date datetime answeredat submittedat respondedat createdat created reviewdate surveydate timestamp дата датавідповіді датавідгуку data datautworzenia dataopinii датаотзыва датаответа',
    time: 'time час godzina czas время',
    survey: 'survey surveyname surveytype questionnaire опитування ankieta опрос анкета',
    channel: CHANNEL,
    nps: 'nps npsscore recommend likelihoodtorecommend ocenanps оцінкаnps оценкаnps',
    csat: 'csat csatscore satisfaction задоволеність zadowolenie satysfakcja удовлетворённость удовлетворенность',
    ces: 'ces cesscore effort зусилля wysiłek усилия',
    stars: 'stars rating starrating reviewrating зірки рейтинг gwiazdki ocena звёзды звезды',
    text: 'text comment comments feedback review reviewtext reviewbody answer verbatim коментар відгук текст komentarz opinia tekst treść комментарий отзыв',
  },
  spend: {
    date: 'date day дата день data dzień',
    month: 'month місяць miesiąc месяц',
    channel: 'channel source platform campaignsource utmsource канал джерело kanał źródło источник',
    amount: 'amount spend adspend marketingspend cost expense amountspent totalspend сума витрати витратинамаркетинг kwota wydatki koszt сумма расходы затраты',
    currency: CURRENCY,
  },
  products: {
    product: 'productid sku productcode stockcode itemid itemcode articleno ean barcode upc product артикул кодтовару idтовару idproduktu kodproduktu symbol кодтовара idтовара',
    productName: 'productname name title description itemname product назва назватовару найменування товар nazwa nazwaproduktu produkt towar название названиетовара наименование',
    category: 'category productcategory productgroup productline producttype department категорія група kategoria grupa kategoriaproduktu категория группа',
    cost: 'cost unitcost costprice costpriceperunit costofgoods cogs purchaseprice costperitem собівартість закупівельнаціна kosztwłasny koszt cenazakupu себестоимость закупочнаяцена',
    currency: CURRENCY,
  },
};

/** The column of each field of a kind that the headers name. */
export function kindFieldsByName(kind: FactKind, headers: readonly string[]): Map<ImportField, number> {
  return columnsByName(headers, Object.entries(NAMES[kind]) as [ImportField, string][]);
}
