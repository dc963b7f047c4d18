#include "validate/code/content.h"

#include <string.h>

#include "validate/code/code_list.h"
#include "validate/code/key.h"
#include "validate/code/percent.h"

static unsigned long number(const char *digits, size_t len)
{
    unsigned long n = 0;

    for (size_t i = 0; i < len; i++)
        n = 10 * n + (unsigned long)(digits[i] - '0');
    return n;
}

/* --- code lists ----------------------------------------------------------------- */

static bool is_currency(const char *s, size_t len)
{
    return len == 3 && tc_currency_numeric(s);
}

static bool is_country(const char *s, size_t len)
{
    return len == 3 && tc_country_numeric(s);
}

/* 999: processed in several countries. */
static bool is_country_or_999(const char *s, size_t len)
{
    return len == 3 && (memcmp(s, "999", 3) == 0 || tc_country_numeric(s));
}

static bool is_country_alpha(const char *s, size_t len)
{
    return len == 2 && tc_country_alpha(s);
}

static bool is_sex(const char *s, size_t len)
{
    return len == 1 && strchr("0129", *s);
}

static bool is_yes_or_no(const char *s, size_t len)
{
    return len == 1 && (*s == '0' || *s == '1');
}

/* How a roll is wound: outwards, inwards, or not said. */
static bool is_winding(const char *s, size_t len)
{
    return len == 1 && (*s == '0' || *s == '1' || *s == '9');
}

static bool is_media_type(const char *s, size_t len)
{
    unsigned long n = number(s, len);

    return (n >= 1 && n <= 10) || n >= 80;
}

static bool is_package_type(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!(s[i] >= 'A' && s[i] <= 'Z') && !tc_digits(s + i, 1))
            return false;
    return len >= 2;
}

static bool is_importer_index(const char *s, size_t len)
{
    return len == 1 && tc_ai_char(TC_AI_Z, *s) && *s != '=';
}

/* --- numbers --------------------------------------------------------------------- */

static bool is_zero(const char *s, size_t len)
{
    return len > 0 && *s == '0';
}

static bool is_not_zero(const char *s, size_t len)
{
    return number(s, len) != 0;
}

static bool has_no_leading_zero(const char *s, size_t len)
{
    return *s != '0' || len == 1;
}

/* Degrees from the south pole and from the antimeridian, by ten million. */
static bool is_latitude(const char *s, size_t len)
{
    return number(s, len) <= 1800000000UL;
}

static bool is_longitude(const char *s, size_t len)
{
    return number(s, len) <= 3600000000UL;
}

/* "0103": the first piece of three. */
static bool is_piece_of_total(const char *s, size_t len)
{
    unsigned long piece = number(s, len / 2), total = number(s + len / 2, len / 2);

    return piece >= 1 && piece <= total;
}

/* "1/3": the first child of three. */
static bool is_position(const char *s, size_t len)
{
    return len == 3 && s[1] == '/' && s[0] >= '1' && s[2] <= '9' && s[0] <= s[2];
}

/* --- text ---------------------------------------------------------------------------- */

static bool is_hyphen(const char *s, size_t len)
{
    return len == 1 && *s == '-';
}

static bool has_non_digit(const char *s, size_t len)
{
    return !tc_digits(s, len);
}

static bool is_percent_encoded(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (s[i] == '%' && tc_percent_at(s + i, len - i) < 0)
            return false;
    return true;
}

/* ISO 13616: the first four characters moved behind the others make a number,
 * letters counting from 10, that leaves 1 when divided by 97. */
static bool is_iban(const char *s, size_t len)
{
    unsigned rest = 0;

    if (len < 5 || !tc_digits(s + 2, 2))
        return false;
    for (size_t i = 0; i < len; i++) {
        char c = s[(i + 4) % len];

        if (c >= 'A' && c <= 'Z')
            rest = (100 * rest + (unsigned)(c - 'A') + 10) % 97;
        else if (tc_digits(&c, 1))
            rest = (10 * rest + (unsigned)(c - '0')) % 97;
        else
            return false;
    }
    return rest == 1 && !tc_digits(s, 1) && !tc_digits(s + 1, 1);
}

/* --- check characters ------------------------------------------------------------------ */

void tc_check_pair(const char *s, size_t len, char pair[2])
{
    static const char set[] =
        "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
    static const char characters[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    static const unsigned primes[] = { 2,  3,  5,  7,  11, 13, 17, 19, 23, 29, 31, 37,
                                       41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83 };
    const size_t count = sizeof(primes) / sizeof(primes[0]);
    unsigned long sum = 0;

    for (size_t i = 0; i < len && i < count; i++) {
        const char *at = s[len - 1 - i] ? strchr(set, s[len - 1 - i]) : NULL;

        sum += at ? (unsigned long)(at - set) * primes[i] : 0;
    }
    pair[0] = characters[sum % 1021 >> 5];
    pair[1] = characters[sum % 1021 & 31];
}

static bool has_check_pair(const char *s, size_t len)
{
    char pair[2];

    if (len < 3)
        return false;
    tc_check_pair(s, len - 2, pair);
    return memcmp(s + len - 2, pair, 2) == 0;
}

/* --- the table ---------------------------------------------------------------------------- */

#define LISTED "GS1-ID-09"
#define ADVISED "GS1-ID-10" /* what the dictionary only names */

const struct tc_content_check tc_content_checks[] = {
    { TC_AI_ZERO, "GS1-ID-03", { "chữ số 0 ở đầu", "the digit 0 at the start" }, is_zero },
    { TC_AI_CSUMALPHA,
      "GS1-ID-02",
      { "hai ký tự kiểm tra đúng ở cuối", "the right two check characters at the end" },
      has_check_pair },
    { TC_AI_ISO4217,
      LISTED,
      { "mã tiền tệ ISO 4217 (ba chữ số), ví dụ 704",
        "a currency of ISO 4217 (three digits), such as 704" },
      is_currency },
    { TC_AI_ISO3166,
      LISTED,
      { "mã nước ISO 3166 (ba chữ số), ví dụ 704",
        "a country of ISO 3166 (three digits), such as 704" },
      is_country },
    { TC_AI_ISO3166999,
      LISTED,
      { "mã nước ISO 3166 (ba chữ số) hoặc 999",
        "a country of ISO 3166 (three digits), or 999" },
      is_country_or_999 },
    { TC_AI_ISO3166ALPHA2,
      LISTED,
      { "mã nước ISO 3166 (hai chữ cái), ví dụ VN",
        "a country of ISO 3166 (two letters), such as VN" },
      is_country_alpha },
    { TC_AI_ISO5218, LISTED, { "0, 1, 2 hoặc 9", "0, 1, 2 or 9" }, is_sex },
    { TC_AI_YESNO, LISTED, { "0 hoặc 1", "0 or 1" }, is_yes_or_no },
    { TC_AI_HYPHEN, LISTED, { "dấu trừ", "a minus sign" }, is_hyphen },
    { TC_AI_NONZERO, LISTED, { "số lớn hơn 0", "a number above 0" }, is_not_zero },
    { TC_AI_NOZEROPREFIX,
      LISTED,
      { "số không có chữ số 0 ở đầu", "a number without a leading 0" },
      has_no_leading_zero },
    { TC_AI_LATITUDE,
      LISTED,
      { "vĩ độ, tối đa 1800000000", "a latitude, at most 1800000000" },
      is_latitude },
    { TC_AI_LONGITUDE,
      LISTED,
      { "kinh độ, tối đa 3600000000", "a longitude, at most 3600000000" },
      is_longitude },
    { TC_AI_PIECEOFTOTAL,
      LISTED,
      { "số thứ tự và tổng số, ví dụ 0103", "a piece and its total, such as 0103" },
      is_piece_of_total },
    { TC_AI_IBAN,
      LISTED,
      { "số IBAN đúng số kiểm tra", "an IBAN with right check digits" },
      is_iban },
    { TC_AI_PCENC,
      LISTED,
      { "dấu % đi với hai chữ số thập lục phân", "each % with two hexadecimal digits" },
      is_percent_encoded },
    { TC_AI_HASNONDIGIT,
      LISTED,
      { "ít nhất một ký tự không phải chữ số", "at least one character that is no digit" },
      has_non_digit },
    { TC_AI_WINDING, ADVISED, { "0, 1 hoặc 9", "0, 1 or 9" }, is_winding },
    { TC_AI_MEDIATYPE,
      ADVISED,
      { "loại vật mang dữ liệu: 01 đến 10 hoặc 80 đến 99",
        "a media type: 01 to 10 or 80 to 99" },
      is_media_type },
    { TC_AI_PACKAGETYPE,
      ADVISED,
      { "mã loại bao bì: chữ hoa và chữ số", "a package type: capital letters and digits" },
      is_package_type },
    { TC_AI_IMPORTERIDX,
      ADVISED,
      { "chữ cái, chữ số, - hoặc _", "a letter, a digit, - or _" },
      is_importer_index },
    { TC_AI_POSINSEQSLASH,
      ADVISED,
      { "thứ tự và tổng số, ví dụ 1/3", "a position and its total, such as 1/3" },
      is_position },
    { TC_AI_COUPONCODE,
      ADVISED,
      { "cấu trúc phiếu giảm giá Bắc Mỹ", "the structure of a North American coupon" },
      tc_coupon_holds },
    { TC_AI_COUPONPOSOFFER,
      ADVISED,
      { "cấu trúc phiếu ưu đãi tại điểm bán", "the structure of a point-of-sale coupon offer" },
      tc_coupon_offer_holds },
    { 0 },
};
