"""Words that say little about what is bought: data for the reading of texts.

Vietnamese is written with its marks. A text that was typed without any is compared without them.
"""

STOP_WORDS: tuple[str, ...] = tuple(
    """
    và của các những cho theo từ với trong ngoài là để có không được bằng về tại này đó một như đến
    ra vào trên dưới bởi hoặc cùng khi sẽ đã đang tới qua do nên thì mà rất cũng vẫn nhiều khác
    the a an of and or for on at to from with without by as is are be was were will our
    your we you they it its their this that these those all any each per into over under than then
    which who also not no other such etc via
    の を に は が で と も や 及び 用 的 和 与 及 等 或 在 为 是 및 등 의 를 을 에
    """.split()  # noqa: SIM905 - words read best as text
)
"""Words without any weight."""

GENERIC_PHRASES: tuple[str, ...] = (
    # asking and selling, in Vietnamese
    "cung cấp", "cung ứng", "mua sắm", "mua", "bán", "bán buôn", "đặt hàng", "gói thầu", "bao gói",
    "gói thầu số", "đấu thầu", "chào hàng", "chào giá", "báo giá", "hợp đồng", "dự án", "dự toán",
    "kế hoạch", "giai đoạn", "phục vụ", "nhu cầu", "yêu cầu", "tìm", "tìm kiếm", "cần", "cần tìm",
    "nhà cung cấp", "đối tác", "khách hàng", "giá", "giá rẻ", "uy tín", "chất lượng", "số lượng",
    "các loại", "loại", "số", "lô", "đợt", "năm", "tháng", "ngày", "bổ sung", "thay thế",
    "sửa chữa", "bảo dưỡng", "lắp đặt", "vận hành", "thi công", "công trình", "dịch vụ",
    "hỗ trợ",
    # companies, in Vietnamese
    "công ty", "công ty cổ phần", "công ty tnhh", "tnhh", "cổ phần", "một thành viên", "tập đoàn",
    "tổng công ty", "chi nhánh", "nhà máy", "xưởng", "doanh nghiệp", "đơn vị", "kinh doanh",
    "thương mại", "sản xuất", "gia công", "chế tạo", "chuyên", "thiết kế", "phân phối",
    "xuất khẩu", "nhập khẩu", "nội địa", "thị trường", "trong nước", "kinh nghiệm", "đội ngũ",
    "công nhân", "nhân viên", "diện tích", "thành lập", "hiện đại", "hiện nay", "quy trình",
    "quy mô", "công suất", "công nghệ", "kỹ thuật", "công nghiệp", "khu công nghiệp", "kcn",
    "chúng tôi", "nguồn gốc", "nguồn lực", "nguồn nhân lực", "tích cực", "xây dựng",
    "việt nam", "nhật bản", "hàn quốc", "trung quốc", "đài loan", "đức", "mỹ",
    # general goods, in Vietnamese
    "sản phẩm", "hàng", "hàng hóa", "mặt hàng", "vật tư", "vật liệu", "nguyên liệu", "thiết bị",
    "máy", "máy móc", "dụng cụ", "phụ tùng", "phụ kiện", "linh kiện", "chi tiết", "bộ phận",
    "hệ thống", "cụm", "bộ", "cái", "chiếc", "tấn", "chính xác", "độ chính xác", "kích thước",
    # asking and selling, in English
    "supply", "supplier", "provide", "provider", "provision", "procurement", "procure", "purchase",
    "purchasing", "buy", "sell", "order", "tender", "package", "bid", "quotation", "request", "rfq",
    "contract", "project", "need", "require", "requirement", "require", "look", "looking", "seek",
    "find", "want", "wanted", "customer", "client", "partner", "price", "quality", "quantity",
    "repair", "maintenance", "installation", "commissioning", "replacement", "work", "service",
    # companies, in English
    "company", "co ltd", "ltd", "inc", "llc", "corp", "corporation", "joint stock", "jsc", "group",
    "factory", "plant", "firm", "maker", "manufacturer", "manufacture", "manufacturing", "make",
    "produce", "production", "producer", "fabricate", "design", "develop", "development",
    "specialize", "specialise", "solution", "technology", "technical", "industry", "industrial",
    "supporting industry", "domestic", "local", "global", "export", "import", "market", "business",
    "experience", "capability", "capacity", "full", "wide range", "range", "offer", "include",
    "including", "available", "use", "used", "using", "new", "high", "various", "type", "custom",
    "vietnam", "viet nam", "japan", "japanese", "korea", "korean", "china", "chinese", "taiwan",
    "india", "indian", "usa", "germany", "year", "month",
    "in", "may", "can",  # also Vietnamese: to print, to sew, a canister
    # general goods, in English
    "product", "item", "good", "material", "equipment", "machine", "machinery", "system", "part",
    "component", "accessory", "spare", "set", "piece", "pc", "no", "unit", "precision", "size",
    # Chinese, Japanese, Korean
    "有限公司", "公司", "工厂", "供应", "供应商", "采购", "生产", "制造", "加工", "产品", "专业",
    "设备", "株式会社", "会社", "工場", "製造", "製品", "調達", "部品", "設備", "회사", "공장",
    "제조",     "생산", "제품", "업체", "전문", "공급", "부품", "설비",
)  # fmt: skip
"""Words of buying, selling and making that fit any trade: they keep a low weight."""
