// Numbers as they are written in Bangladesh: lakh grouping in both languages, Bengali digits in Bengali. Done here and not
// by Intl, because older Android browsers lack the Bengali locale and group by thousands.

/** 123456 → `1,23,456` or `১,২৩,৪৫৬`. Whole numbers from 0. */
export function formatNumber(value, language) {
  const grouped = String(value).replace(/(\d)(?=(\d\d)+\d$)/g, '$1,');
  return language === 'bn' ? bengaliDigits(grouped) : grouped;
}

/** Whole taka. */
export function formatPrice(taka, language) {
  return `৳${formatNumber(taka, language)}`;
}

export function bengaliDigits(text) {
  return text.replace(/\d/g, digit => '০১২৩৪৫৬৭৮৯'[digit]);
}

export function latinDigits(text) {
  return text.replace(/[০-৯]/g, digit => String(digit.charCodeAt(0) - 0x09e6));
}
