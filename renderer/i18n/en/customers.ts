export const customers = {
  drawer: 'Customers behind the number',
  total_one: '{{n}} customer',
  total_other: '{{n}} customers',
  column: {
    customer: 'Customer',
    firstOrder: 'First order',
    lastOrder: 'Last order',
    orders: 'Orders',
    netRevenue: 'Net revenue',
  },
  counted: 'Orders and money as of {{asOf}}.',
  close: 'Close',
  loading: 'Fetching customers…',
  rowLoading: '…',
  error: 'The customers could not be listed.',
  again: 'Try again',
  empty: 'No customer is behind this number.',
};
