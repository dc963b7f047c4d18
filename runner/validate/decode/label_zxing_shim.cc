#define ZX_USE_UTF8
#include "validate/decode/label_zxing_shim.h"

#include <ZXing/ReadBarcode.h>

#include <cstdlib>
#include <cstring>

namespace
{

using namespace ZXing;

BarcodeFormats formats_of(tc_zxing_kind kind)
{
    using F = BarcodeFormat;

    if (kind == TC_ZXING_MATRIX)
        return F::DataMatrix | F::QRCode;
    if (kind == TC_ZXING_AZTEC)
        return F::Aztec;
    return F::EAN8 | F::EAN13 | F::UPCA | F::UPCE | F::ITF | F::Code128;
}

void copy_text(char *to, size_t size, const std::string &text)
{
    std::strncpy(to, text.c_str(), size - 1);
    to[size - 1] = 0;
}

bool copy(const Result &result, tc_zxing_symbol *symbol)
{
    const ByteArray &bytes = result.bytes();

    std::memset(symbol, 0, sizeof(*symbol));
    copy_text(symbol->format, sizeof(symbol->format), ToString(result.format()));
    copy_text(symbol->identifier, sizeof(symbol->identifier), result.symbologyIdentifier());
    symbol->gs1 = result.contentType() == ContentType::GS1;
    for (int i = 0; i < 4; i++) {
        symbol->x[i] = result.position()[i].x;
        symbol->y[i] = result.position()[i].y;
    }
    symbol->len = bytes.size();
    symbol->data = static_cast<unsigned char *>(std::malloc(symbol->len + 1));
    if (!symbol->data)
        return false;
    std::memcpy(symbol->data, bytes.data(), symbol->len);
    return true;
}

} // namespace

int tc_zxing_read(const unsigned char *gray, int width, int height, tc_zxing_kind kind,
                  tc_zxing_symbol *symbol)
{
    try {
        const DecodeHints hints = DecodeHints()
                                      .setFormats(formats_of(kind))
                                      .setTryHarder(true)
                                      .setTryRotate(true)
                                      .setTryDownscale(false)
                                      .setMaxNumberOfSymbols(1);
        const Results results =
            ReadBarcodes(ImageView(gray, width, height, ImageFormat::Lum), hints);

        for (const Result &result : results)
            if (result.isValid())
                return copy(result, symbol) ? 1 : -1;
        return 0;
    } catch (...) {
        return -1;
    }
}
