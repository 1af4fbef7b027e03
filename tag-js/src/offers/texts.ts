export type Language = 'bn' | 'en';

/** What the frame around an offer says; the offer's own words come from the console. */
export const TEXTS = {
  en: {
    close: 'Close',
    copy: 'Copy',
    copied: 'Copied',
    left: 'Ends in',
    phone: 'Phone',
    email: 'E-mail',
    send: 'Send',
    thanks: 'Thank you. We will be in touch.',
  },
  bn: {
    close: 'বন্ধ করুন',
    copy: 'কপি',
    copied: 'কপি হয়েছে',
    left: 'বাকি আছে',
    phone: 'ফোন',
    email: 'ই-মেইল',
    send: 'পাঠান',
    thanks: 'ধন্যবাদ। আমরা যোগাযোগ করব।',
  },
};
