"""Documents made of a case: each is data, drawn by one writer. Source: product.md "Commands", R2, R98."""
