"""Which classifiers the breadth test exports: for each family, names with the library they come from.

'tv' is torchvision, 'timm' is timm. The side of the square input follows after '@' where it is not SIZE; a trailing '+'
has the architecture exported by the dynamo exporter as well.
"""

SIZE = 96

FAMILIES = {
    "alexnet": "tv:alexnet@224+",
    "bat/eca/ge resnet": "timm:resnet26t timm:ecaresnet26t+ timm:eca_resnext26ts timm:seresnext26ts timm:gcresnext26ts"
    " timm:gcresnet33ts timm:bat_resnext26ts@256 timm:resnet33ts timm:resnetaa50 timm:seresnet33ts timm:resnetrs50"
    " timm:resnetblur50 timm:resnet10t",
    "botnet/halonet/lambda": "timm:botnet26t_256@256 timm:halonet26t@256+ timm:lambda_resnet26t@256"
    " timm:eca_botnext26ts_256@256 timm:sehalonet33ts@256+",
    "convmixer": "timm:convmixer_768_32+",
    "convnext": "tv:convnext_tiny+ timm:convnext_atto+ timm:convnext_atto_ols timm:convnext_femto timm:convnext_pico"
    " timm:convnextv2_atto+ timm:convnextv2_femto",
    "cspnet/darknet": "timm:cspresnet50 timm:cspresnext50 timm:cspdarknet53 timm:darknet17 timm:darknet21"
    " timm:sedarknet21 timm:cs3darknet_s+ timm:cs3darknet_focus_s timm:cs3sedarknet_l timm:cs3edgenet_x",
    "cspnext": "timm:cspnext_tiny",
    "csatv2": "timm:csatv2@256+",
    "cpubone": "timm:cpubone_nano",
    "densenet": "tv:densenet121+ timm:densenet121 timm:densenetblur121d",
    "dla": "timm:dla34+ timm:dla46_c timm:dla46x_c timm:dla60_res2net timm:dla60_res2next timm:dla60x_c",
    "dpn": "timm:dpn48b timm:dpn68+ timm:dpn68b",
    "edgenext": "timm:edgenext_xx_small+ timm:edgenext_x_small",
    "efficientformer": "timm:efficientformer_l1@224 timm:efficientformerv2_s0@224",
    "efficientnet": "tv:efficientnet_b0+ timm:efficientnet_b0 timm:efficientnet_b1 timm:efficientnet_es"
    " timm:tf_efficientnet_b0 timm:efficientnet_b0_gn timm:efficientnet_b0_g8_gn timm:efficientnet_cc_b0_4e"
    " timm:efficientnet_blur_b0",
    "efficientnet lite": "timm:efficientnet_lite0+ timm:tf_efficientnet_lite0",
    "efficientnet v2": "tv:efficientnet_v2_s timm:efficientnetv2_rw_t timm:tf_efficientnetv2_b0+ timm:gc_efficientnetv2_rw_t",
    "efficientvit": "timm:efficientvit_b0 timm:efficientvit_m0@224 timm:efficientvit_l1",
    "efficientvim": "timm:efficientvim_m1@224",
    "fasternet": "timm:fasternet_t0+ timm:fasternet_t1",
    "fastvit": "timm:fastvit_t8@128 timm:fastvit_sa12@128",
    "fbnet": "timm:fbnetc_100 timm:fbnetv3_b",
    "focalnet": "timm:focalnet_tiny_srf+ timm:focalnet_tiny_lrf",
    "gernet": "timm:gernet_s+ timm:gernet_m",
    "ghostnet": "timm:ghostnet_050+ timm:ghostnet_100 timm:ghostnetv2_100 timm:ghostnetv3_050",
    "googlenet": "tv:googlenet+",
    "hardcorenas": "timm:hardcorenas_a timm:hardcorenas_c timm:hardcorenas_f",
    "hgnet": "timm:hgnet_tiny timm:hgnetv2_b0+ timm:hgnetv2_b2",
    "hrnet": "timm:hrnet_w18_small+ timm:hrnet_w18_small_v2",
    "iformer": "timm:iformer_t@224",
    "inception": "tv:inception_v3@128 timm:inception_v3@128+ timm:inception_v4@128 timm:inception_resnet_v2@128",
    "inceptionnext": "timm:inception_next_atto+ timm:inception_next_tiny",
    "lcnet": "timm:lcnet_035+ timm:lcnet_050 timm:lcnet_100 timm:lcnetv2_small",
    "lowformer": "timm:lowformer_b0@224",
    "mambaout": "timm:mambaout_femto+ timm:mambaout_kobe",
    "metaformer": "timm:poolformer_s12+ timm:poolformerv2_s12 timm:convformer_s18 timm:caformer_s18@224",
    "mixnet": "timm:mixnet_s+ timm:mixnet_m timm:tf_mixnet_s",
    "mnasnet": "tv:mnasnet0_5 tv:mnasnet1_0 timm:mnasnet_050 timm:mnasnet_small",
    "mobilenet v1": "timm:mobilenetv1_100+ timm:mobilenetv1_100h",
    "mobilenet v2": "tv:mobilenet_v2+ timm:mobilenetv2_035 timm:mobilenetv2_050 timm:mobilenetv2_110d",
    "mobilenet v3": "tv:mobilenet_v3_small+ tv:mobilenet_v3_large timm:mobilenetv3_small_050 timm:mobilenetv3_rw"
    " timm:tf_mobilenetv3_small_minimal_100 timm:mobilenetv3_large_075",
    "mobilenet v4": "timm:mobilenetv4_conv_small+ timm:mobilenetv4_conv_small_050 timm:mobilenetv4_conv_medium"
    " timm:mobilenetv4_hybrid_medium",
    "mobileone": "timm:mobileone_s0 timm:mobileone_s1 timm:mobileone_s4",
    "mobilevit": "timm:mobilevit_xxs@128 timm:mobilevitv2_050@128",
    "nasnet/pnasnet": "timm:nasnetalarge@128 timm:pnasnet5large@128",
    "nextvit": "timm:nextvit_small@224",
    "nfnet": "timm:nfnet_l0+ timm:eca_nfnet_l0 timm:nf_regnet_b0 timm:nf_resnet26 timm:nf_seresnet26 timm:nf_ecaresnet26"
    " timm:dm_nfnet_f0 timm:test_nfnet",
    "rdnet": "timm:rdnet_tiny",
    "regnet": "tv:regnet_x_400mf+ tv:regnet_y_400mf timm:regnetx_002 timm:regnety_002 timm:regnetv_040 timm:regnetz_005"
    " timm:regnetz_b16 timm:regnetx_004_tv",
    "repghost": "timm:repghostnet_050+ timm:repghostnet_100",
    "repvgg": "timm:repvgg_a0+ timm:repvgg_a1",
    "repvit": "timm:repvit_m0_9+ timm:repvit_m1",
    "res2net": "timm:res2net50_14w_8s timm:res2net50d+ timm:res2next50",
    "resnest": "timm:resnest14d+ timm:resnest26d timm:resnest50d_1s4x24d",
    "resnet": "tv:resnet18+ tv:resnet34 tv:resnet50 timm:resnet14t timm:resnet18d timm:resnet26 timm:resnet50_gn",
    "resnet v2": "timm:resnetv2_18 timm:resnetv2_50 timm:resnetv2_50x1_bit+ timm:resnetv2_50d_gn timm:resnetv2_50d_frn"
    " timm:resnetv2_50d_evos timm:resnetv2_34d",
    "resnext": "tv:resnext50_32x4d timm:resnext26ts timm:resnext50d_32x4d",
    "rexnet": "timm:rexnet_100+ timm:rexnetr_100",
    "selecsls": "timm:selecsls42+ timm:selecsls42b timm:selecsls60",
    "senet": "timm:legacy_seresnet18+ timm:legacy_seresnext26_32x4d timm:seresnet50 timm:seresnextaa101d_32x8d",
    "shufflenet": "tv:shufflenet_v2_x0_5+ tv:shufflenet_v2_x1_0",
    "shvit": "timm:shvit_s1@224",
    "sknet": "timm:skresnet18+ timm:skresnet34 timm:skresnext50_32x4d",
    "spnasnet/semnasnet": "timm:spnasnet_100 timm:semnasnet_050 timm:semnasnet_100",
    "squeezenet": "tv:squeezenet1_0 tv:squeezenet1_1+",
    "starnet": "timm:starnet_s1+ timm:starnet_s050",
    "swiftformer": "timm:swiftformer_xs@224",
    "tinynet": "timm:tinynet_a timm:tinynet_d timm:tinynet_e",
    "tresnet": "timm:tresnet_m",
    "vgg": "tv:vgg11@224 tv:vgg11_bn@224 timm:vgg13@224 timm:vgg13_bn@224",
    "visformer": "timm:visformer_tiny@224",
    "vovnet": "timm:vovnet39a timm:ese_vovnet19b_dw+ timm:ese_vovnet19b_slim timm:eca_vovnet39b timm:ese_vovnet39b_evos",
    "wide resnet": "timm:wide_resnet50_2",
    "xception": "timm:legacy_xception timm:xception41+ timm:xception41p",
    # Transformers and mixers: a map, or a clear refusal.
    "vision transformer": "timm:vit_tiny_patch16_224@224+ timm:deit_tiny_distilled_patch16_224@224"
    " timm:vit_relpos_small_patch16_224@224 timm:cait_xxs24_224@224 timm:pit_ti_224@224 timm:levit_128s@224"
    " timm:levit_conv_128s@224 timm:crossvit_tiny_240@240 timm:convit_tiny@224 timm:tnt_s_patch16_224@224"
    " timm:xcit_nano_12_p16_224@224 timm:beit_base_patch16_224@224",
    "hierarchical transformer": "timm:swin_tiny_patch4_window7_224@224+ tv:swin_t timm:swinv2_tiny_window8_256@256"
    " timm:twins_svt_small@224 timm:pvt_v2_b0@224 timm:davit_tiny@224 timm:gcvit_xxtiny@224 timm:coat_lite_tiny@224"
    " timm:mvitv2_tiny@224 timm:tiny_vit_5m_224@224 timm:nest_tiny@224 timm:hiera_tiny_224@224",
    "hybrid": "timm:coatnet_0_rw_224@224 timm:maxvit_rmlp_pico_rw_256@256 timm:vit_tiny_r_s16_p8_224@224"
    " timm:sequencer2d_s@224",
    "mlp": "timm:mixer_s32_224@224 timm:resmlp_12_224@224 timm:gmlp_ti16_224@224",
}


def architectures():
    """Yields (family, library, name, side, whether dynamo exports it too)."""
    for family, entries in FAMILIES.items():
        for entry in entries.split():
            library, _, rest = entry.rstrip("+").partition(":")
            name, _, side = rest.partition("@")
            yield family, library, name, int(side or SIZE), entry.endswith("+")
