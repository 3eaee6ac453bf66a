// Packs each file of a folder once, at build, so that no request waits for it.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const folder = process.argv[2];
for (const name of readdirSync(folder).filter((name) => !/\.(br|gz)$/.test(name))) {
  const bytes = readFileSync(`${folder}/${name}`);
  writeFileSync(
    `${folder}/${name}.br`,
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  );
  writeFileSync(`${folder}/${name}.gz`, gzipSync(bytes, { level: 9 }));
}
