import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { createShop } from './model/shop.ts'
import { customerTable, feedbackTable, orderTable, productTable, spendTable } from './tables.ts'
import { writeCsv } from './write-csv.ts'

const shop = createShop()

const files: Readonly<Record<string, string | Uint8Array>> = {
  'orders.csv.gz': compress(writeCsv(orderTable(shop))),
  'customers.csv': writeCsv(customerTable(shop)),
  'spend.csv': writeCsv(spendTable(shop)),
  'feedback.csv': writeCsv(feedbackTable(shop)),
  'products.csv': writeCsv(productTable()),
}

for (const [name, content] of Object.entries(files)) {
  writeFileSync(fileURLToPath(new URL(name, import.meta.url)), content)
  console.log(`${name}  ${Math.round(Buffer.byteLength(content) / 1024)} KB`)
}

function compress(text: string): Uint8Array {
  const bytes = gzipSync(text)
  // zlib writes the system it ran on into byte 9; 255 is "unknown" (RFC 1952), the same everywhere.
  bytes[9] = 255
  return bytes
}
