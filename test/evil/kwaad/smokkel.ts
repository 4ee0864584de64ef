import { KANARIE, metInhoud, tekst, vervang, voorEind, type Recept } from './recept.ts';

const afzender = (xml: string, wat: string): string => metInhoud(xml, 'Afzender', wat);
const identificatie = (xml: string, wat: string): string => metInhoud(xml, 'Identificatie', wat);
const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** Group: smuggling in values. */
export const SMOKKEL: Readonly<Record<string, readonly Recept[]>> = {
  H053: [tekst((xml) => afzender(xml, `03<!--${KANARIE}-->63`))],
  H054: [tekst((xml) => afzender(xml, `03<?x ${KANARIE}?>63`))],
  H055: [
    tekst((xml, { lokaas }) =>
      vervang(xml, '?>\n', `?>\n<?xml-stylesheet href="http://127.0.0.1:${lokaas}/${KANARIE}.xsl"?>\n`),
    ),
  ],
  H056: [tekst((xml) => afzender(xml, '<![CDATA[0363]]>'))],
  H057: [tekst((xml) => afzender(xml, '&#48;3&#x36;3'))],
  H058: [tekst((xml) => afzender(xml, '<b>0363</b>'))],
  H059: [
    tekst((xml) => vervang(xml, '<wmo301:Ontvanger>', '<wmo301:Afzender>0384</wmo301:Afzender><wmo301:Ontvanger>')),
  ],
  H060: [
    tekst((xml) => {
      const kop = /<wmo301:Header>[^]*<\/wmo301:Header>/.exec(xml)?.[0] ?? '';
      const [voor, na] = voorEind(xml, 'Client');
      return `${voor}${afzender(kop, '0384')}${na}`;
    }),
  ],
  H061: [tekst((xml) => afzender(xml, '\u0660\u0663\u0666\u0663'))],
  H062: [tekst((xml) => afzender(xml, ' 0363 '))],
  H063: [tekst((xml) => identificatie(xml, `${KANARIE}\nx`))],
  H064: [tekst((xml) => identificatie(xml, `${KANARIE}&#13;&#10;B`))],
  H065: [tekst((xml) => identificatie(xml, `${KANARIE}&#9;B`))],
  H066: [tekst((xml) => identificatie(xml, `&#27;]0;${KANARIE}`))],
  H067: [tekst((xml) => identificatie(xml, `=1+1${KANARIE}`))],
  H068: [tekst((xml) => identificatie(xml, `../${KANARIE}`))],
  H069: [tekst((xml) => identificatie(xml, `&lt;b&gt;${KANARIE}`))],
  H070: [tekst((xml) => identificatie(xml, `${KANARIE}'--`))],
  H071: [tekst((xml) => identificatie(xml, '__proto__'))],
  H072: [tekst((xml) => metInhoud(xml, 'Bsn', /Bsn>(\d{8})/.exec(xml)?.[1] ?? ''))],
};

/** Group: namespaces and schema. */
export const NAMESPACES: Readonly<Record<string, readonly Recept[]>> = {
  H073: [tekst((xml) => vervang(xml, / xmlns:wmo301="[^"]*"/, '').replaceAll('wmo301:', ''))],
  H074: [tekst((xml) => xml.replaceAll('/3_2/', '/3_1/'))],
  H075: [
    tekst((xml) => vervang(xml, 'wmo301/schema"', 'wmo301/schema/"'), { variant: 'slash at the end' }),
    tekst((xml) => vervang(xml, /http:(\S*wmo301\/schema")/, 'https://www.istandaarden.nl/iwmo/3_2/wmo301/schema"'), {
      variant: 'https',
    }),
    tekst((xml) => vervang(xml, 'wmo301/schema"', 'WMO301/schema"'), { variant: 'capitals' }),
  ],
  H076: [tekst((xml) => metInhoud(xml, 'BerichtCode', '418'))],
  H077: [
    tekst((xml) => xml.replaceAll('wmo301:Bericht>', 'foo:Bericht>').replace('<wmo301:Bericht ', '<foo:Bericht ')),
  ],
  H078: [tekst((xml) => vervang(xml, '<wmo301:Bericht ', `<wmo301:Bericht xmlns:xml="urn:${KANARIE}" `))],
  H079: [
    tekst((xml, { lokaas }) =>
      vervang(
        xml,
        '<wmo301:Bericht ',
        `<wmo301:Bericht ${XSI} xsi:schemaLocation="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema http://127.0.0.1:${lokaas}/${KANARIE}.xsd" `,
      ),
    ),
  ],
  H080: [
    tekst((xml) =>
      vervang(
        xml,
        '<wmo301:Client>',
        `<wmo301:Client ${XSI} xmlns:xs="http://www.w3.org/2001/XMLSchema" xsi:type="xs:string">`,
      ),
    ),
  ],
  H081: [tekst((xml) => vervang(xml, /<wmo301:Bsn>\d+<\/wmo301:Bsn>/, `<wmo301:Bsn ${XSI} xsi:nil="true"/>`))],
  H082: [
    tekst((xml) => {
      const [voor, na] = voorEind(xml, 'Client');
      const verwijzing = `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="file:///etc/${KANARIE}"/>`;
      return `${voor}${verwijzing}${na}`;
    }),
  ],
  H084: [
    tekst((xml) => xml.replaceAll('wmo301', 'wmo399'), { variant: 'a message that does not exist' }),
    tekst((xml) => metInhoud(xml, 'BerichtCode', '999'), { variant: 'a code that does not exist' }),
  ],
};
